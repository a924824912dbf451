/* SPDX-License-Identifier: GPL-3.0-or-later */
/* backup: a copy that was proved to open. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-cli-passphrase.h"

static gboolean
run (EarCli *cli, GError **error)
{
  const char *path = ear_cli_argument (cli, 1);
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (EarPassphrase) passphrase = ear_cli_passphrase (cli, ear_cli_argument (cli, 0), FALSE, error);
  g_autoptr (EarStore) store = passphrase == NULL ? NULL : ear_store_open (ear_cli_argument (cli, 0), passphrase, error);

  if (store == NULL)
    return FALSE;
  ear_store_set_cancellable (store, cli->cancellable);
  if (!ear_store_backup (store, path, passphrase, error))
    return FALSE;
  ear_output_say (_ ("Copied to “%s”, and checked that the copy opens with the same passphrase and is whole."), shown);
  return TRUE;
}

const EarVerb ear_cli_backup = {
  .name = "backup",
  .arguments = "WORKBOOK FILE",
  .summary = N_ ("Make a copy and prove that it opens"),
  .details = N_ ("Writes an encrypted copy with the same passphrase, opens it and reads every page before it gets its name. "
                 "A file that is there already is left alone."),
  .example = "thurrock.earshot /media/stick/thurrock-november.earshot",
  .least = 2,
  .most = 2,
  .run = run,
};
