/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far slow work is, on standard error and only where a person is looking. */
#include "ear-cli.h"

#include <stdio.h>
#include <unistd.h>

#define PATIENCE_US (3 * G_USEC_PER_SEC)

void
ear_cli_progress_begin (EarCliProgress *progress, const char *doing)
{
  progress->began = g_get_monotonic_time ();
  progress->shown = FALSE;
  progress->doing = doing;
}

void
ear_cli_progress_cb (double fraction, gpointer data)
{
  EarCliProgress *progress = data;

  if (g_get_monotonic_time () - progress->began < PATIENCE_US || !isatty (STDERR_FILENO))
    return;
  fprintf (stderr, "\r%s  %3d %%", progress->doing == NULL ? EAR_CLI_NAME : progress->doing, (int) (CLAMP (fraction, 0, 1) * 100));
  fflush (stderr);
  progress->shown = TRUE;
}

void
ear_cli_progress_end (EarCliProgress *progress)
{
  if (progress->shown)
    fputs ("\r\033[K", stderr);
}
