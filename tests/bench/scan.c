/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

double
bench_processor_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

void
bench_need (gboolean holds, const GError *error)
{
  if (holds)
    return;
  fprintf (stderr, "%s: %s\n", g_get_prgname (), error == NULL ? "failed" : error->message);
  exit (1);
}

EarStore *
bench_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  EarStore *store = ear_store_open (path, "bench", &error);

  bench_need (store != NULL, error);
  return store;
}

double
bench_scan (EarStore *store, gint64 *n)
{
  g_autoptr (GError) error = NULL;
  double began = bench_processor_seconds ();
  g_autoptr (EarStatement) all = ear_store_query (
    store, "SELECT count (*), sum (length (text)), sum (length (original)), sum (length (private_note)) FROM contributions NOT INDEXED", &error);

  bench_need (all != NULL && ear_statement_step (all, &error) == EAR_STEP_ROW, error);
  if (n != NULL)
    *n = ear_statement_get_integer (all, 0);
  return bench_processor_seconds () - began;
}
