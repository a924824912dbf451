/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exchange cards that lie in the exchange folder. Anybody who can write there can put one of any name there, so they are only
 * ever shown: a person compares the words, and takes the card in as any other (ear-card.h). */
#include "ear-folder-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-card-format.h"
#include "ear-outside.h"

/**
 * ear_folder_is_card:
 * @start: its first @n bytes
 *
 * Returns: whether a file is an exchange card, or looks like one that has not all come yet.
 */
gboolean
ear_folder_is_card (const char *name, const guint8 *start, gsize n, guint64 size)
{
  return size <= EAR_CARD_MAX_BYTES
         && (g_str_has_suffix (name, EAR_CARD_SUFFIX)
             || g_strstr_len ((const char *) start, (gssize) n, EAR_CARD_NAMESPACE_STEM) != NULL);
}

/**
 * ear_folder_read_card:
 * @ends: whether the file's last bytes are those of a card
 *
 * Finds out about a file for which ear_folder_is_card() holds. One that is no card, though it has its end, will never be one.
 */
void
ear_folder_read_card (EarFolderFacts *facts, const char *path, gboolean ends)
{
  facts->card = ear_card_read (path, &facts->error);
  facts->whole = facts->card != NULL || ends
                 || g_error_matches (facts->error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NEWER_VERSION);
  /* What is not whole is looked at again when it changes, and nothing is wrong with it until then. */
  if (!facts->whole)
    g_clear_error (&facts->error);
}

static void
refuse (EarFolderFile *file, const char *why)
{
  file->fate = EAR_FOLDER_REFUSED;
  g_set_str (&file->why, why);
}

/**
 * ear_folder_judge_card:
 * @met: (element-type utf8): the devices and keys of the cards before it, to which it is added
 *
 * Says what a card is to this workbook now.
 */
gboolean
ear_folder_judge_card (EarStore *store, EarFolderFile *file, GHashTable *met, GError **error)
{
  const EarCard *card = file->facts->card;
  char id[EAR_ID_TEXT_SIZE];

  if (!ear_card_judge (store, card, &file->standing, error))
    return FALSE;
  file->card = card;
  file->device = card->device;
  g_set_str (&file->from, NULL);
  file->from = ear_outside_text (card->name);
  /* The same laptop's card of another day says nothing new. */
  file->copy = !g_hash_table_add (met, g_strconcat (ear_id_format (&card->device, id), card->words, NULL));
  if (file->standing == EAR_CARD_REVOKED)
    refuse (file, _ ("It is the exchange card of a laptop that was revoked."));
  else if (file->standing == EAR_CARD_OTHER_KEYS)
    refuse (file, _ ("It is an exchange card with other keys than those that were accepted for that laptop. Somebody may have made it "
                     "up. Ask its owner."));
  else
    file->fate = file->standing == EAR_CARD_KNOWN || file->standing == EAR_CARD_SELF ? EAR_FOLDER_CARD_KNOWN : EAR_FOLDER_CARD;
  return TRUE;
}

/**
 * ear_folder_write_card:
 *
 * Puts this laptop's own card into the folder that is set, so that whoever shares it can seal for this laptop once the words
 * were compared.
 *
 * Returns: (transfer full) (nullable): the card's path.
 */
char *
ear_folder_write_card (EarStore *store, GError **error)
{
  g_autoptr (EarFolderSettings) settings = ear_folder_get (store, error);

  if (settings == NULL)
    return NULL;
  if (settings->path != NULL)
    return ear_card_write_in (store, settings->path, error);
  g_set_error_literal (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN,
                       _ ("No exchange folder is set for this workbook. Nothing was written. Choose one first."));
  return NULL;
}
