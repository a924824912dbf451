/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-cli-partner.h"

#include <glib/gi18n-lib.h>

#include "ear-cli.h"

/**
 * ear_cli_partner_title:
 * @organisation: (nullable)
 *
 * Returns: (transfer full): “the device” (its organisation), for a sentence.
 */
char *
ear_cli_partner_title (const char *name, const char *organisation)
{
  return organisation == NULL ? g_strdup_printf (_ ("“%s”"), name) : g_strdup_printf (_ ("“%s” (%s)"), name, organisation);
}

/**
 * ear_cli_find_partner:
 * @list: (element-type EarPartner)
 * @name: its id, or its name where only one has it
 *
 * Returns: (transfer none) (nullable): one of the list.
 */
const EarPartner *
ear_cli_find_partner (GPtrArray *list, const char *name, GError **error)
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

static const EarPartner *
find_device (GPtrArray *list, const EarId *device)
{
  for (guint i = 0; i < list->len; i++)
    {
      const EarPartner *partner = list->pdata[i];

      if (ear_id_equal (&partner->device, device))
        return partner;
    }
  return NULL;
}

/* A card that lies in a folder proves nothing: only one that was taken in names a recipient. */
static const EarPartner *
find_by_card (EarStore *store, GPtrArray *list, const char *path, GError **error)
{
  g_autoptr (EarCard) card = ear_card_read (path, error);
  const EarPartner *partner = card == NULL ? NULL : find_device (list, &card->device);
  g_autofree char *shown = g_filename_display_name (path);
  EarCardStanding standing;

  if (card == NULL || !ear_card_judge (store, card, &standing, error))
    return NULL;
  if (partner != NULL && (standing == EAR_CARD_KNOWN || standing == EAR_CARD_SELF || standing == EAR_CARD_REVOKED))
    return partner;
  if (standing == EAR_CARD_OTHER_KEYS)
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND,
                 _ ("The card “%s” has other keys than those that were accepted here for “%s”. No file was written and nothing was "
                    "changed. Ask its owner."),
                 shown, card->name);
  else
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND,
                 _ ("The card “%s” of “%s” was not taken in here. No file was written and nothing was changed. Ring its owner and compare "
                    "the words, which must be: %s. Then take it in with “%s card WORKBOOK accept FILE”."),
                 shown, card->name, card->words, EAR_CLI_NAME);
  return NULL;
}

/**
 * ear_cli_find_partner_or_card:
 * @name: as for ear_cli_find_partner(), or the name of a file that is the card of one of the list
 *
 * Returns: (transfer none) (nullable): one of the list.
 */
const EarPartner *
ear_cli_find_partner_or_card (EarStore *store, GPtrArray *list, const char *name, GError **error)
{
  if (g_str_has_suffix (name, ".xml"))
    return find_by_card (store, list, name, error);
  return ear_cli_find_partner (list, name, error);
}
