/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The annual report held against reading: all that is counted, protected, chosen and put into a document, beside one scan of the whole
 * table of voices by the same library and beside rendering that document, in one process and by turns. Usage: bench-report WORKBOOK FILE
 * [RUNS], where FILE's name says the format; the passphrase is "bench". Prints names and numbers, seconds of the processor. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "ear-report.h"
#include "scan.h"

static double
report (EarStore *store, const char *path, double *render)
{
  g_autoptr (GError) error = NULL;
  EarReportOptions options = { .kind = EAR_REPORT_ANNUAL };
  EarReportFormat format;
  EarPreset preset;
  g_autoptr (EarDocument) document = NULL;
  double began = bench_processor_seconds (), built;

  bench_need (ear_preset_parse ("nhs", &preset, &error) && ear_report_format_from_path (path, &format, &error), error);
  options.protect = &preset;
  document = ear_report_build (store, &options, &error);
  bench_need (document != NULL, error);
  built = bench_processor_seconds ();
  bench_need (ear_report_write (document, format, path, &error), error);
  *render = bench_processor_seconds () - built;
  return built - began;
}

int
main (int argc, char **argv)
{
  int runs = argc > 3 ? atoi (argv[3]) : 3;
  g_autoptr (EarStore) store = NULL;
  struct rusage usage;
  double render;

  if (argc < 3 || runs < 1)
    {
      fprintf (stderr, "usage: %s WORKBOOK FILE [RUNS]\n", argv[0]);
      return 2;
    }
  g_set_prgname (argv[0]);
  store = bench_open (argv[1]);
  printf ("first %f\n", report (store, argv[2], &render));
  for (int run = 0; run < runs; run++)
    {
      double read = bench_scan (store, NULL), built = report (store, argv[2], &render);

      printf ("run %f %f %f\n", read, built, render);
    }
  getrusage (RUSAGE_SELF, &usage);
  printf ("mib %f\n", (double) usage.ru_maxrss / 1024);
  return 0;
}
