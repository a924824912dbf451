/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The annual report held against reading: all that is counted, protected, chosen and put into a document, beside one scan of the whole
 * table of voices by the same library and beside rendering that document, in one process and by turns. Usage: bench-report WORKBOOK FILE
 * [RUNS], where FILE's name says the format; the passphrase is "bench". Prints names and numbers, seconds of the processor. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "ear-report.h"

static double
processor_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static void
need (gboolean holds, const GError *error)
{
  if (holds)
    return;
  fprintf (stderr, "bench-report: %s\n", error == NULL ? "failed" : error->message);
  exit (1);
}

/* Every row, and its words to their end. */
static double
scan (EarStore *store)
{
  g_autoptr (GError) error = NULL;
  double began = processor_seconds ();
  g_autoptr (EarStatement) all = ear_store_query (
    store, "SELECT count (*), sum (length (text)), sum (length (original)), sum (length (private_note)) FROM contributions NOT INDEXED", &error);

  need (all != NULL && ear_statement_step (all, &error) == EAR_STEP_ROW, error);
  return processor_seconds () - began;
}

static double
report (EarStore *store, const char *path, double *render)
{
  g_autoptr (GError) error = NULL;
  EarReportOptions options = { .kind = EAR_REPORT_ANNUAL };
  EarReportFormat format;
  EarPreset preset;
  g_autoptr (EarDocument) document = NULL;
  double began = processor_seconds (), built;

  need (ear_preset_parse ("nhs", &preset, &error) && ear_report_format_from_path (path, &format, &error), error);
  options.protect = &preset;
  document = ear_report_build (store, &options, &error);
  need (document != NULL, error);
  built = processor_seconds ();
  need (ear_report_write (document, format, path, &error), error);
  *render = processor_seconds () - built;
  return built - began;
}

int
main (int argc, char **argv)
{
  int runs = argc > 3 ? atoi (argv[3]) : 3;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = NULL;
  struct rusage usage;
  double render;

  if (argc < 3 || runs < 1)
    {
      fprintf (stderr, "usage: %s WORKBOOK FILE [RUNS]\n", argv[0]);
      return 2;
    }
  store = ear_store_open (argv[1], "bench", &error);
  need (store != NULL, error);
  printf ("first %f\n", report (store, argv[2], &render));
  for (int run = 0; run < runs; run++)
    {
      double read = scan (store), built = report (store, argv[2], &render);

      printf ("run %f %f %f\n", read, built, render);
    }
  getrusage (RUSAGE_SELF, &usage);
  printf ("mib %f\n", (double) usage.ru_maxrss / 1024);
  return 0;
}
