/* SPDX-License-Identifier: GPL-3.0-or-later */
/* devices: with which this workbook exchanges, and which it does not trust any more. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-cli-partner.h"
#include "ear-merge.h"

static const char *const words[] = { "list", "words", "accept", "unaccept", "revoke", "restore", "replace", NULL };

static const EarColumn columns[] = {
  { "name", N_ ("Name"), EAR_CELL_TEXT },
  { "organisation", N_ ("Organisation"), EAR_CELL_TEXT },
  { "words", N_ ("Words"), EAR_CELL_TEXT },
  { "self", N_ ("This laptop"), EAR_CELL_FLAG },
  { "accepted", N_ ("Accepted"), EAR_CELL_FLAG },
  { "revoked", N_ ("Revoked"), EAR_CELL_FLAG },
  { "card", N_ ("Card"), EAR_CELL_FLAG },
  { "received", N_ ("Last received"), EAR_CELL_TEXT },
  { "sent", N_ ("Last sent"), EAR_CELL_TEXT },
  { "replaces", N_ ("In the place of"), EAR_CELL_TEXT },
  { "replaced-by", N_ ("Replaced by"), EAR_CELL_TEXT },
  { "id", N_ ("Id"), EAR_CELL_TEXT },
};

static gboolean
print (EarCli *cli, GPtrArray *list)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < list->len; i++)
    {
      const EarPartner *partner = list->pdata[i];

      ear_output_text (output, partner->name);
      ear_output_text (output, partner->organisation);
      ear_output_text (output, partner->words);
      ear_output_flag (output, partner->is_self);
      ear_output_flag (output, partner->accepted);
      ear_output_flag (output, partner->revoked);
      ear_output_flag (output, partner->has_card);
      ear_output_text (output, partner->last_received);
      ear_output_text (output, partner->last_sent);
      ear_output_text (output, partner->replaces_name);
      ear_output_text (output, partner->replaced_by);
      ear_output_id (output, &partner->device);
    }
  ear_output_print (output);
  return TRUE;
}

static void
say_words (const EarPartner *partner)
{
  g_autofree char *title = ear_cli_partner_title (partner->name, partner->organisation);
  g_auto (GStrv) each = g_strsplit (partner->words, "-", -1);
  g_autofree char *apart = g_strjoinv (", ", each);

  ear_output_say (_ ("The words of %s: %s"), title, apart);
  if (!partner->has_keys)
    ear_output_say (_ ("It has not shown any keys yet, so these stand for its id alone and prove nothing. Ask for its exchange card."));
}

/* Accepting is a door that was opened: what came through it stays. */
static gboolean
unaccept (EarCli *cli, EarStore *store, const EarPartner *partner, GError **error)
{
  if (!ear_partner_unaccept (store, &partner->device, error))
    return FALSE;
  if (cli->format != EAR_FORMAT_TEXT)
    return TRUE;
  ear_output_say (_ ("“%s” is not accepted any more: what it sends waits from now on, and nothing is sealed for it."), partner->name);
  if (partner->n_merges > 0)
    ear_output_say (ngettext ("What it sent before stays: it came in with %u merge.", "What it sent before stays: it came in with %u merges.",
                              partner->n_merges),
                    partner->n_merges);
  if (partner->is_newest)
    ear_output_say (_ ("“%s undo” takes back the newest of them."), EAR_CLI_NAME);
  return TRUE;
}

static gboolean
replace (EarCli *cli, EarStore *store, GPtrArray *list, const EarPartner *old, GError **error)
{
  const EarPartner *new = ear_cli_find_partner (list, ear_cli_argument (cli, 3), error);

  if (new == NULL || !ear_partner_replace (store, &new->device, &old->device, error))
    return FALSE;
  if (cli->format == EAR_FORMAT_TEXT)
    ear_output_say (_ ("“%s” took the place of “%s”, which is revoked."), new->name, old->name);
  return TRUE;
}

static gboolean
decide (EarCli *cli, EarStore *store, const char *what, const EarPartner *partner, GError **error)
{
  gboolean say = cli->format == EAR_FORMAT_TEXT;

  if (say)
    say_words (partner);
  if (g_str_equal (what, "words"))
    return TRUE;
  if (g_str_equal (what, "accept"))
    {
      if (!ear_partner_accept (store, &partner->device, NULL, error))
        return FALSE;
      if (say)
        ear_output_say (_ ("“%s” is accepted: what it sent and what it sends is merged."), partner->name);
      return TRUE;
    }
  if (g_str_equal (what, "unaccept"))
    return unaccept (cli, store, partner, error);
  if (!ear_partner_revoke (store, &partner->device, g_str_equal (what, "revoke"), error))
    return FALSE;
  if (say && g_str_equal (what, "revoke"))
    ear_output_say (_ ("“%s” is revoked: its files are refused here, and wherever this workbook is merged; nothing is sealed for it."), partner->name);
  else if (say)
    ear_output_say (_ ("“%s” is not revoked any more."), partner->name);
  return TRUE;
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *what = cli->arguments->len > 1 ? ear_cli_argument (cli, 1) : "list";
  g_autoptr (EarStore) store = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const EarPartner *partner;

  if (!g_strv_contains (words, what) || g_str_equal (what, "list") != (cli->arguments->len < 3)
      || g_str_equal (what, "replace") != (cli->arguments->len == 4))
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                           _ ("Say “list”; “words”, “accept”, “unaccept”, “revoke” or “restore” and the name or the id of a device; or “replace”, "
                              "the old one and the new one."));
      return FALSE;
    }
  store = ear_cli_open (cli, error);
  list = store == NULL ? NULL : ear_partner_list (store, error);
  if (list == NULL)
    return FALSE;
  if (g_str_equal (what, "list"))
    return print (cli, list);
  partner = ear_cli_find_partner (list, ear_cli_argument (cli, 2), error);
  if (partner != NULL && g_str_equal (what, "replace"))
    return replace (cli, store, list, partner, error);
  return partner != NULL && decide (cli, store, what, partner, error);
}

const EarVerb ear_cli_devices = {
  .name = "devices",
  .arguments = "WORKBOOK [WHAT [DEVICE [DEVICE]]]",
  .summary = N_ ("List the laptops that wrote here, and say whose files are let in"),
  .details = N_ ("“list”, which is also what is done without a word, lists this laptop, those that were accepted, and others that wrote "
                 "something which is here or waits. Compare the “words” "
                 "with the owner, by phone or in person, before you “accept” a device: from then on what it sends is merged, and files can be "
                 "sealed for it. “revoke” one that is lost or stolen: its files are refused here and wherever this workbook is merged, and "
                 "nothing is sealed for it any more; “restore” takes that back. “replace OLD NEW” revokes the old one and says which one took "
                 "its place.\n"
                 "“unaccept” one that was accepted by mistake: what it sends waits again. What came in with earlier merges stays; “undo” "
                 "takes back the newest."),
  .example = "coordinator.earshot accept \"Engagement laptop 2\"",
  .words = words,
  .least = 1,
  .most = 4,
  .lists = TRUE,
  .run = run,
};
