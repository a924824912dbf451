/* SPDX-License-Identifier: GPL-3.0-or-later */
/* backup: a copy that was proved to open. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-cli-passphrase.h"

static const EarOption options[] = {
  { "list", 0, NULL, N_ ("Say which copies Earshot made, and which still hold what was erased since"), EAR_OPTION_PLAIN, NULL },
  { "remake", 0, NULL, N_ ("Replace the copies that still hold what was erased since"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

static const EarColumn columns[] = {
  { "made", N_ ("Made"), EAR_CELL_TEXT },
  { "file", N_ ("Copy"), EAR_CELL_TEXT },
  { "there", N_ ("Still there"), EAR_CELL_FLAG },
  { "holds-erased", N_ ("Holds erased words"), EAR_CELL_FLAG },
};

static gboolean
list (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) backups = ear_store_list_backups (store, error);
  g_autoptr (EarOutput) output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));

  if (backups == NULL)
    return FALSE;
  for (guint i = 0; i < backups->len; i++)
    {
      const EarStoreBackup *backup = backups->pdata[i];
      g_autoptr (GDateTime) made = g_date_time_new_from_unix_utc (backup->made_ms / 1000);
      g_autofree char *text = g_date_time_format (made, "%Y-%m-%dT%H:%MZ");

      ear_output_text (output, text);
      ear_output_text (output, backup->path);
      ear_output_flag (output, backup->is_there);
      ear_output_flag (output, backup->holds_erased);
    }
  ear_output_print (output);
  return TRUE;
}

static gboolean
remake (EarStore *store, const char *passphrase, GError **error)
{
  g_autoptr (GPtrArray) backups = ear_store_list_backups (store, error);
  guint n = 0;

  for (guint i = 0; backups != NULL && i < backups->len; i++)
    {
      const EarStoreBackup *backup = backups->pdata[i];

      if (!backup->is_there && !ear_store_forget_backup (store, backup->path, error))
        return FALSE;
      if (!backup->holds_erased)
        continue;
      if (!ear_store_remake_backup (store, backup->path, passphrase, error))
        return FALSE;
      n++;
    }
  if (backups != NULL)
    ear_output_say (_ ("Copies made anew: %u."), n);
  return backups != NULL;
}

static gboolean
check_usage (EarCli *cli, GError **error)
{
  if (ear_cli_has (cli, "list") + ear_cli_has (cli, "remake") + (ear_cli_argument (cli, 1) != NULL) == 1)
    return TRUE;
  g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("Name a file for the copy, or say --list or --remake."));
  return FALSE;
}

static gboolean
do_backup (EarCli *cli, GError **error)
{
  const char *path = ear_cli_argument (cli, 1);
  g_autofree char *shown = path == NULL ? NULL : g_filename_display_name (path);
  g_autoptr (EarPassphrase) passphrase = ear_cli_passphrase (cli, ear_cli_argument (cli, 0), FALSE, error);
  g_autoptr (EarStore) store
    = passphrase == NULL ? NULL : ear_store_open_unscrubbed (ear_cli_argument (cli, 0), passphrase, error);

  if (store == NULL)
    return FALSE;
  ear_cli_scrub (cli, store);
  ear_store_set_cancellable (store, cli->cancellable);
  if (ear_cli_has (cli, "list"))
    return list (cli, store, error);
  if (ear_cli_has (cli, "remake"))
    return remake (store, passphrase, error);
  if (!ear_store_backup (store, path, passphrase, error))
    return FALSE;
  ear_output_say (_ ("Copied to “%s”, and checked that the copy opens with the same passphrase and is whole."), shown);
  return TRUE;
}

static gboolean
run (EarCli *cli, GError **error)
{
  return check_usage (cli, error) && do_backup (cli, error);
}

const EarVerb ear_cli_backup = {
  .name = "backup",
  .arguments = "WORKBOOK [FILE]",
  .summary = N_ ("Make a copy and prove that it opens"),
  .details = N_ ("Writes an encrypted copy with the same passphrase, opens it and reads every page before it gets its name. "
                 "A file that is there already is left alone.\n"
                 "Copies that are older than an erasure still hold what was erased: --list says which, --remake replaces them."),
  .example = "thurrock.earshot /media/stick/thurrock-november.earshot",
  .options = options,
  .least = 1,
  .most = 2,
  .lists = TRUE,
  .run = run,
};
