/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting held against reading: a summary by two dimensions beside one scan of the whole table of voices, by the same library,
 * in one process and by turns. Usage: bench-count WORKBOOK [RUNS]; the passphrase is "bench". */
#include <stdio.h>
#include <stdlib.h>

#include "ear-insight.h"
#include "scan.h"

#define MOST_RUNS 99

static double
count (EarStore *store, EarDimension rows, EarDimension columns)
{
  const EarSummaryRequest request = { .rows = rows, .columns = columns, .period = EAR_PERIOD_QUARTER };
  g_autoptr (GError) error = NULL;
  double began = bench_processor_seconds ();
  g_autoptr (EarTable) table = ear_summary (store, &request, &error);

  bench_need (table != NULL, error);
  return bench_processor_seconds () - began;
}

static int
compare (const void *a, const void *b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return one < other ? -1 : one > other;
}

int
main (int argc, char **argv)
{
  static const EarDimension sides[][2] = { { EAR_DIMENSION_THEME, EAR_DIMENSION_GROUP },
                                           { EAR_DIMENSION_PRIORITY, EAR_DIMENSION_PLACE },
                                           { EAR_DIMENSION_FEELING, EAR_DIMENSION_PERIOD },
                                           { EAR_DIMENSION_PERMISSION, EAR_DIMENSION_ORGANISATION } };
  int runs = argc > 2 ? atoi (argv[2]) : 5;
  g_autoptr (EarStore) store = NULL;
  double first, read, ratios[MOST_RUNS];
  gint64 n;

  if (argc < 2 || runs < 1 || runs > MOST_RUNS)
    {
      fprintf (stderr, "usage: %s WORKBOOK [RUNS]\n", argv[0]);
      return 2;
    }
  g_set_prgname (argv[0]);
  store = bench_open (argv[1]);
  first = count (store, sides[0][0], sides[0][1]);
  read = bench_scan (store, &n);
  printf ("first summary, which makes what is kept: %.2f s of the processor, %.2f x one scan (%.2f s)\n", first, first / read, read);
  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      for (int run = 0; run < runs; run++)
        ratios[run] = count (store, sides[i][0], sides[i][1]) / bench_scan (store, &n);
      qsort (ratios, (size_t) runs, sizeof *ratios, compare);
      printf ("summary of %" G_GINT64_FORMAT " by %s and %s: %.3f x one scan (min %.3f, max %.3f)  target <= 0.20\n", n,
              ear_dimension_name (sides[i][0]), ear_dimension_name (sides[i][1]), ratios[runs / 2], ratios[0], ratios[runs - 1]);
    }
  return 0;
}
