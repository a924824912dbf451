/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export: writes a bundle for others to merge. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-exchange.h"

static gboolean
run (EarCli *cli, GError **error)
{
  const char *path = ear_cli_argument (cli, 1);
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (EarStore) store = ear_cli_open (cli, error);
  EarCliProgress progress;
  gboolean done;

  if (store == NULL || !ear_cli_refuse_workbook (store, path, error))
    return FALSE;
  ear_cli_progress_begin (&progress, shown);
  done = ear_bundle_export (store, path, NULL, ear_cli_progress_cb, &progress, cli->cancellable, error);
  ear_cli_progress_end (&progress);
  if (done)
    ear_output_say (_ ("Exported to “%s”. This file is not encrypted: hand it only to those who may read it."), shown);
  return done;
}

const EarVerb ear_cli_export = {
  .name = "export",
  .arguments = "WORKBOOK FILE",
  .summary = N_ ("Write everything that may leave this laptop as an XML bundle"),
  .details = N_ ("Writes the workbook's records as one XML file that other workbooks merge. The same records always give the same bytes. "
                 "Contact details, private notes and safeguarding notes stay here, and so does what consent does not let out. "
                 "A file that is there already is replaced once the new one is whole."),
  .example = "thurrock.earshot thurrock.xml",
  .least = 2,
  .most = 2,
  .run = run,
};
