import { Command } from 'commander';
import { findImageSets, requireDataFolder, type ImageSetFacts } from '@ram-sweep/dataset';
import { datasetSpecSchema } from '@ram-sweep/protocol';
import { openImages, type ImagePlaces } from '@ram-sweep/studies/images';
import { badUsage } from '../../errors.js';
import { formatRows } from '../../print/format/format.js';
import type { Format } from '../../print/format/formats.js';
import { showDownload } from '../../progress/show-download.js';
import { readSettings, withServerFlags } from '../../settings.js';
import { chosenFormat, dataDirOption, examples, formatOption, jsonOption } from '../options/arguments.js';

export function dataCommand(): Command {
  const command = new Command('data')
    .description('list the data sets and where they come from, or fetch one')
    .argument('[name]', 'fetch this one into the cache: mnist, fashion-mnist')
    .addOption(dataDirOption())
    .addOption(formatOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples('ram-sweep data', 'ram-sweep data mnist', 'ram-sweep data --data-dir ~/data --json'),
    );
  return withServerFlags(command).action(
    async (name: string | undefined, flags: { dataDir?: string; format: Format; json?: boolean }) => {
      const settings = readSettings(command);
      const dataDir = flags.dataDir ?? settings.dataDir;
      const places = { ...(dataDir ? { dataDir } : {}), cacheDir: settings.cacheDir };
      if (name) {
        await fetchSet(name, places);
        return;
      }
      if (dataDir) await requireDataFolder(dataDir);
      const found = await findImageSets(places);
      const columns = [
        { title: 'data set', value: (row: (typeof found)[number]) => row.name },
        { title: 'available', value: (row: (typeof found)[number]) => (row.available ? 'yes' : 'no') },
        { title: 'source', value: (row: (typeof found)[number]) => describeSource(row, dataDir) },
      ];
      process.stdout.write(await formatRows(chosenFormat(flags), found, columns, (row) => ({ ...row })));
    },
  );
}

const describeSource = ({ source, inDataDir }: ImageSetFacts, dataDir = ''): string =>
  inDataDir === false ? `${source} (${dataDir} does not have it)` : source;

async function fetchSet(name: string, places: ImagePlaces): Promise<void> {
  const spec = datasetSpecSchema.safeParse({ name });
  if (!spec.success)
    throw badUsage(`there is no data set ${name}`, 'they are mnist, fashion-mnist and glyphs');
  const set = await openImages(spec.data, places, showDownload());
  console.log(`${name}: ${set.train.count} training and ${set.test.count} test images from ${set.source}`);
}
