/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unseal: makes a sealed file plain. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-cli-partner.h"
#include "ear-cli-passphrase.h"

static const EarOption options[] = {
  { "output", 'o', N_ ("FILE"), N_ ("Where to write the plain XML; needed"), EAR_OPTION_FILE, NULL },
  { "file-passphrase-file", 0, N_ ("FILE"), N_ ("Read the passphrase of the sealed file from the first line of a file"), EAR_OPTION_FILE,
    NULL },
  { NULL },
};

static gboolean
say_signer (EarStore *store, const EarSealInfo *info, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarPartner) signer = ear_partner_of_key (store, info->signing_key, &local);
  g_autofree char *title = signer == NULL ? NULL : ear_cli_partner_title (signer->name, signer->organisation);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (title == NULL)
    ear_output_say (_ ("It is whole, but signed with a key that nobody here has accepted: whoever sent it may not be whom they say."));
  else if (signer->revoked)
    ear_output_say (_ ("It is signed by %s, which was revoked: it may not come from whom it says."), title);
  else
    ear_output_say (_ ("It is whole, and signed by %s."), title);
  return TRUE;
}

static gboolean
check_usage (EarCli *cli, GError **error)
{
  const char *to = ear_cli_value (cli, "output");

  if (to != NULL && !g_str_equal (to, ear_cli_argument (cli, 1)))
    return TRUE;
  g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                       _ ("Say with --output where to write the plain XML; it cannot take the place of the sealed file."));
  return FALSE;
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *secret = ear_cli_value (cli, "file-passphrase-file");
  g_autoptr (EarStore) store = check_usage (cli, error) ? ear_cli_open (cli, error) : NULL;
  g_autoptr (EarPassphrase) passphrase = NULL;
  g_autofree char *shown = NULL;
  EarSealInfo info;
  const char *to;

  if (store == NULL || (secret != NULL && (passphrase = ear_cli_passphrase_from (secret, error)) == NULL))
    return FALSE;
  to = ear_cli_value (cli, "output");
  if (!ear_cli_refuse_workbook (store, to, error)
      || !ear_seal_unseal (store, ear_cli_argument (cli, 1), passphrase, to, &info, cli->cancellable, error))
    return FALSE;
  shown = g_filename_display_name (to);
  ear_output_say (_ ("Unsealed to “%s”."), shown);
  ear_output_note (_ ("“%s” is not encrypted any more: whoever gets it can read every voice in it, and the groups, places and days of the "
                      "sessions. Delete it when you have looked at it; merging needs only the sealed file."),
                   shown);
  return say_signer (store, &info, error);
}

const EarVerb ear_cli_unseal = {
  .name = "unseal",
  .arguments = "WORKBOOK FILE",
  .summary = N_ ("Make a sealed file plain, to look into it"),
  .details = N_ ("Checks a sealed file that is for this workbook, or that was sealed with a passphrase, and writes the XML in it. Merging does "
                 "not need this: “merge” reads sealed files. What is written is not encrypted any more.\n"
                 "Nothing is written unless all of the sealed file is as its signer wrote it. Who that was is told."),
  .example = "coordinator.earshot trust-links.earshot-sealed -o trust-links.xml",
  .options = options,
  .least = 2,
  .most = 2,
  .run = run,
};
