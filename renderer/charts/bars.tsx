/**
 * Numbers as bars, or as a table of the same numbers. Drawn by a library that is loaded with this file only;
 * for a screen reader the drawing is one picture with a name, and the table says it all.
 */
import { BarChart } from "@mantine/charts";
import "@mantine/charts/styles.css";
import { Button, Group, Table, Text } from "@mantine/core";
import { ChartColumn, Table2 } from "lucide-react";
import { type ReactElement, useState } from "react";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import classes from "./bars.module.css";

/** One kind of bars. `name` is the key of its numbers in each row. */
export interface Series {
  readonly name: string;
  readonly label: string;
  readonly color: string;
}

/** What is drawn. `rowTitle` heads the first column of the table. */
export interface BarsProps {
  readonly title: string;
  readonly rowTitle: string;
  /** Numbers by the series' names, a row for each label. */
  readonly rows: readonly Readonly<Record<string, number>>[];
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly format?: ((value: number) => string) | undefined;
}

type Drawn = BarsProps & { readonly say: (value: number) => string };

const Drawing = ({ title, rows, labels, series, say }: Drawn): ReactElement => (
  <div role="img" aria-label={title} className={classes["drawing"]}>
    <BarChart
      h={240}
      data={rows.map((row, at) => ({ ...row, label: labels[at] ?? "" }))}
      dataKey="label"
      type="stacked"
      series={series.map(({ name, label, color }) => ({ name, label, color }))}
      withLegend={series.length > 1}
      valueFormatter={say}
      yAxisProps={{ allowDecimals: false, width: 70 }}
      barProps={{ isAnimationActive: false, maxBarSize: 48 }}
      barChartProps={{ accessibilityLayer: false }}
    />
  </div>
);

const Numbers = ({ title, rowTitle, rows, labels, series, say }: Drawn): ReactElement => (
  <Table.ScrollContainer minWidth={0} maxHeight={320} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
    <Table aria-label={title} stickyHeader>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{rowTitle}</Table.Th>
          {series.map(({ name, label }) => (
            <Table.Th key={name} scope="col" ta="end">
              {label}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row, at) => (
          <Table.Tr key={labels[at]}>
            <Table.Th scope="row" fw={400}>
              {labels[at]}
            </Table.Th>
            {series.map(({ name }) => (
              <Table.Td key={name} ta="end">
                {say(row[name] ?? 0)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);

/** The bars with their table. */
export const Bars = (props: BarsProps): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const [isTable, setIsTable] = useState(false);
  const drawn = { ...props, say: props.format ?? ((value: number) => formats.number(value)) };
  return (
    <div>
      <Group justify="space-between" mb="xs">
        <Text fw={600}>{props.title}</Text>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={isTable ? <ChartColumn size={16} aria-hidden /> : <Table2 size={16} aria-hidden />}
          onClick={() => setIsTable(!isTable)}
        >
          {isTable ? t("Show as bars") : t("Show as a table")}
        </Button>
      </Group>
      {isTable ? <Numbers {...drawn} /> : <Drawing {...drawn} />}
    </div>
  );
};
