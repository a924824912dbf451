/* SPDX-License-Identifier: GPL-3.0-or-later */
/* devices: with which this workbook exchanges, and which it does not trust any more. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-merge.h"
#include "ear-partner.h"

static const char *const words[] = { "list", "accept", "revoke", "restore", NULL };

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
      ear_output_id (output, &partner->device);
    }
  ear_output_print (output);
  return TRUE;
}

/* By its id, or by its name where only one has it. */
static const EarPartner *
find (GPtrArray *list, const char *name, GError **error)
{
  g_autofree char *key = g_utf8_casefold (name, -1);
  const EarPartner *found = NULL;
  gboolean is_id;
  EarId id;

  is_id = ear_id_parse (name, &id);
  for (guint i = 0; i < list->len; i++)
    {
      const EarPartner *partner = list->pdata[i];
      g_autofree char *theirs = g_utf8_casefold (partner->name, -1);

      if (is_id ? !ear_id_equal (&id, &partner->device) : !g_str_equal (theirs, key))
        continue;
      if (found != NULL)
        {
          g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND,
                       _ ("Several devices are called “%s”. Nothing was changed. Name it by the id that “%s devices WORKBOOK” shows."), name,
                       EAR_CLI_NAME);
          return NULL;
        }
      found = partner;
    }
  if (found == NULL)
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND,
                 _ ("There is no device “%s” in this workbook. Nothing was changed. “%s devices WORKBOOK” shows those there are."), name,
                 EAR_CLI_NAME);
  return found;
}

static gboolean
decide (EarCli *cli, EarStore *store, const char *what, const EarPartner *partner, GError **error)
{
  gboolean say = cli->format == EAR_FORMAT_TEXT;

  if (g_str_equal (what, "accept"))
    {
      if (!ear_partner_accept (store, &partner->device, error))
        return FALSE;
      if (say)
        ear_output_say (_ ("“%s” is accepted: what it sent and what it sends is merged."), partner->name);
      return TRUE;
    }
  if (!ear_partner_revoke (store, &partner->device, g_str_equal (what, "revoke"), error))
    return FALSE;
  if (say && g_str_equal (what, "revoke"))
    ear_output_say (_ ("“%s” is revoked: its files are refused here, and wherever this workbook is merged."), partner->name);
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

  if (!g_strv_contains (words, what) || g_str_equal (what, "list") != (cli->arguments->len < 3))
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                           _ ("Say “list”, or “accept”, “revoke” or “restore” and the name or the id of a device."));
      return FALSE;
    }
  store = ear_cli_open (cli, error);
  list = store == NULL ? NULL : ear_partner_list (store, error);
  if (list == NULL)
    return FALSE;
  if (g_str_equal (what, "list"))
    return print (cli, list);
  partner = find (list, ear_cli_argument (cli, 2), error);
  return partner != NULL && decide (cli, store, what, partner, error);
}

const EarVerb ear_cli_devices = {
  .name = "devices",
  .arguments = "WORKBOOK [list|accept|revoke|restore] [DEVICE]",
  .summary = N_ ("List the laptops that wrote here, and say whose files are let in"),
  .details = N_ ("Lists this laptop, those that were accepted, and others that wrote something which is here or waits. Compare the words "
                 "with the owner, by phone or in person, before you “accept” a device: from then on what it sends is merged. “revoke” one "
                 "that is lost or stolen: its files are refused here and wherever this workbook is merged; “restore” takes that back."),
  .example = "coordinator.earshot accept \"Engagement laptop 2\"",
  .words = words,
  .least = 1,
  .most = 3,
  .lists = TRUE,
  .run = run,
};
