/* SPDX-License-Identifier: GPL-3.0-or-later */
/* init: makes a workbook. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ear-cli-passphrase.h"
#include "ear-exchange.h"
#include "ear-terms.h"

static const EarOption options[] = {
  { "organisation", 'O', N_ ("NAME"), N_ ("Whose workbook it is"), EAR_OPTION_PLAIN, NULL },
  { "sector", 0, N_ ("SECTOR"), N_ ("What kind of organisation that is"), EAR_OPTION_PLAIN, EAR_TERMS_SECTOR },
  { "device", 'D', N_ ("NAME"), N_ ("How records written here are signed, such as “Engagement laptop 2”"), EAR_OPTION_PLAIN, NULL },
  { "bare", 0, NULL, N_ ("Leave out the places, groups, strategies and themes that come with Earshot"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

static gboolean
sign_records (EarCli *cli, EarStore *store, GError **error)
{
  const char *organisation = ear_cli_value (cli, "organisation"), *device = ear_cli_value (cli, "device");
  EarId id;

  if (organisation == NULL && device == NULL)
    return TRUE;
  if (organisation != NULL && !ear_cli_ensure_organisation (store, organisation, ear_cli_value (cli, "sector"), &id, error))
    return FALSE;
  return ear_store_set_identity (store, device == NULL ? _ ("This laptop") : device, organisation == NULL ? NULL : &id, error);
}

static gboolean
fill (EarCli *cli, EarStore *store, GError **error)
{
  ear_store_set_cancellable (store, cli->cancellable);
  if (!ear_store_begin (store, error))
    return FALSE;
  if (sign_records (cli, store, error) && (ear_cli_has (cli, "bare") || ear_shipped_load_all (store, error)))
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *path = ear_cli_argument (cli, 0);
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (EarPassphrase) passphrase = NULL;
  g_autoptr (EarStore) store = NULL;

  if (ear_cli_has (cli, "sector") && !ear_cli_has (cli, "organisation"))
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("--sector says what the --organisation is; name that too."));
      return FALSE;
    }
  passphrase = ear_cli_passphrase (cli, path, TRUE, error);
  store = passphrase == NULL ? NULL : ear_store_create (path, passphrase, error);
  if (store == NULL)
    return FALSE;
  if (!fill (cli, store, error))
    {
      /* It was not there before and holds nothing of anybody's. */
      g_clear_pointer (&store, ear_store_close);
      g_unlink (path);
      return FALSE;
    }
  ear_output_say (_ ("Made the workbook “%s”. Keep its passphrase safe: without it nobody can open the workbook."), shown);
  return TRUE;
}

const EarVerb ear_cli_init = {
  .name = "init",
  .arguments = "WORKBOOK",
  .summary = N_ ("Make a workbook"),
  .details = N_ ("Makes an encrypted workbook at a place where no file is yet. A passphrase that is typed is asked for twice.\n"
                 "The places, groups, strategies and codebook that come with Earshot are in it unless --bare is given. "
                 "With neither --organisation nor --device the workbook has no record of its own yet: two workbooks that then "
                 "merge the same files have the same digest."),
  .example = "--organisation \"Healthwatch Thurrock\" --device \"Engagement laptop 2\" thurrock.earshot",
  .options = options,
  .least = 1,
  .most = 1,
  .run = run,
};
