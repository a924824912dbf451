/* SPDX-License-Identifier: GPL-3.0-or-later */
/* digest: one line that two workbooks with the same records share. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-exchange.h"

static gboolean
run (EarCli *cli, GError **error)
{
  g_autoptr (EarStore) store = ear_cli_open (cli, error);
  g_autofree char *digest = store == NULL ? NULL : ear_bundle_digest (store, error);

  if (digest == NULL)
    return FALSE;
  ear_output_say ("%s", digest);
  return TRUE;
}

const EarVerb ear_cli_digest = {
  .name = "digest",
  .arguments = "WORKBOOK",
  .summary = N_ ("Print the SHA-256 of the workbook's records"),
  .details = N_ ("Two workbooks that hold the same records print the same digest, whatever the order they came in."),
  .example = "coordinator.earshot",
  .least = 1,
  .most = 1,
  .run = run,
};
