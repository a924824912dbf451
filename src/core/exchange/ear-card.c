/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This laptop's own card, and what is signed in any. */
#include <string.h>

#include "ear-card-format.h"
#include "ear-partner.h"
#include "ear-safe-file.h"
#include "ear-seal-format.h"

void
ear_card_free (EarCard *card)
{
  if (card == NULL)
    return;
  g_free (card->name);
  g_free (card->organisation_name);
  g_free (card->made);
  g_free (card->words);
  g_free (card);
}

/**
 * ear_card_copy:
 *
 * Returns: (transfer full): the same card.
 */
EarCard *
ear_card_copy (const EarCard *card)
{
  EarCard *copy = g_memdup2 (card, sizeof *card);

  copy->name = g_strdup (card->name);
  copy->organisation_name = g_strdup (card->organisation_name);
  copy->made = g_strdup (card->made);
  copy->words = g_strdup (card->words);
  return copy;
}

static void
add_line (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, "%s=%s\n", name, value == NULL ? "" : value);
}

/**
 * ear_card_signed_text:
 *
 * No value holds a line end, so no two cards have the same text. The words follow from the keys and are not in it.
 *
 * Returns: (transfer full): the bytes that the card's signature is of.
 */
GString *
ear_card_signed_text (const EarCard *card)
{
  GString *text = g_string_new (EAR_CARD_SIGNED "\n");
  char id[EAR_ID_TEXT_SIZE], key[65];
  gboolean has_organisation = !ear_id_is_none (&card->organisation);

  add_line (text, "device", ear_id_format (&card->device, id));
  add_line (text, "made", card->made);
  add_line (text, "name", card->name);
  add_line (text, "organisation", has_organisation ? ear_id_format (&card->organisation, id) : NULL);
  add_line (text, "organisation-name", card->organisation_name);
  ear_keys_format (card->signing_key, key);
  add_line (text, "signing-key", key);
  ear_keys_format (card->sealing_key, key);
  add_line (text, "sealing-key", key);
  return text;
}

static gboolean
take_organisation (EarStore *store, const EarRecord *device, EarCard *card, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) organisation = NULL;
  EarId id;

  if (!ear_record_get_id (device, EAR_DEVICE_ORGANISATION, &id))
    return TRUE;
  organisation = ear_store_get (store, EAR_KIND_ORGANISATION, &id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (organisation == NULL || organisation->erased)
    return TRUE;
  card->organisation = id;
  card->organisation_name = g_strdup (ear_record_get (organisation, EAR_ORGANISATION_NAME));
  return TRUE;
}

static EarCard *
own_card (EarStore *store, EarKeys *keys, GError **error)
{
  g_autoptr (EarCard) card = g_new0 (EarCard, 1);
  g_autoptr (EarRecord) device = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc ((gint64) (ear_store_now_ms (store) / 1000));

  ear_store_get_device (store, &card->device, NULL);
  device = ear_store_get (store, EAR_KIND_DEVICE, &card->device, error);
  if (device == NULL || !take_organisation (store, device, card, error))
    return NULL;
  card->name = g_strdup (ear_record_get (device, EAR_DEVICE_NAME));
  card->made = g_date_time_format (now, "%Y-%m-%d");
  memcpy (card->signing_key, keys->signing_public, sizeof card->signing_key);
  memcpy (card->sealing_key, keys->sealing_public, sizeof card->sealing_key);
  card->words = ear_fingerprint_words (card->signing_key, card->sealing_key, &card->device);
  return g_steal_pointer (&card);
}

/**
 * ear_card_own:
 *
 * Makes this laptop's keys where it has none. The store's thread.
 *
 * Returns: (transfer full) (nullable): its card, as of today.
 */
EarCard *
ear_card_own (EarStore *store, GError **error)
{
  g_autoptr (EarKeys) keys = ear_keys_load (store, error);

  return keys == NULL ? NULL : own_card (store, keys, error);
}

static void
append_plain (GString *name, const char *text)
{
  gsize most = name->len + 60;

  for (const char *p = text; *p != '\0' && name->len < most; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) || g_unichar_ismark (c))
        g_string_append_unichar (name, c);
      else if (name->len > 0 && name->str[name->len - 1] != '-')
        g_string_append_c (name, '-');
    }
  if (name->len > 0 && name->str[name->len - 1] == '-')
    g_string_truncate (name, name->len - 1);
}

/**
 * ear_card_file_name:
 *
 * Returns: (transfer full): whose laptop it is and what it is called, as any system takes it for a file's name, with the
 *   suffix that cards have.
 */
char *
ear_card_file_name (const EarCard *card)
{
  g_autoptr (GString) name = g_string_new (NULL);

  if (card->organisation_name != NULL)
    append_plain (name, card->organisation_name);
  if (name->len > 0)
    g_string_append_c (name, '-');
  append_plain (name, card->name);
  return g_strconcat (name->len > 0 ? name->str : "earshot", EAR_CARD_SUFFIX, NULL);
}

static void
put_element (EarXmlWriter *xml, const char *name, const char *text)
{
  ear_xml_writer_put (xml, "  <");
  ear_xml_writer_put (xml, name);
  ear_xml_writer_put (xml, ">");
  ear_xml_writer_put_text (xml, text);
  ear_xml_writer_put (xml, "</");
  ear_xml_writer_put (xml, name);
  ear_xml_writer_put (xml, ">\n");
}

static void
put_key (EarXmlWriter *xml, const char *name, const guint8 key[32])
{
  char text[65];

  ear_keys_format (key, text);
  put_element (xml, name, text);
}

static void
put_organisation (EarXmlWriter *xml, const EarCard *card)
{
  char id[EAR_ID_TEXT_SIZE];

  if (ear_id_is_none (&card->organisation) || card->organisation_name == NULL)
    return;
  ear_xml_writer_put (xml, "  <organisation");
  ear_xml_writer_put_attribute (xml, "id", ear_id_format (&card->organisation, id));
  ear_xml_writer_put (xml, ">");
  ear_xml_writer_put_text (xml, card->organisation_name);
  ear_xml_writer_put (xml, "</organisation>\n");
}

static void
put_signature (EarXmlWriter *xml, const EarCard *card, const EarKeys *keys)
{
  g_autoptr (GString) text = ear_card_signed_text (card);
  guint8 signature[EAR_CARD_SIGNATURE_BYTES];
  char digits[2 * EAR_CARD_SIGNATURE_BYTES + 1];

  crypto_sign_detached (signature, NULL, (const guint8 *) text->str, text->len, keys->signing_secret);
  sodium_bin2hex (digits, sizeof digits, signature, sizeof signature);
  put_element (xml, "signature", digits);
}

static void
put_card (EarXmlWriter *xml, const EarCard *card, const EarKeys *keys)
{
  char id[EAR_ID_TEXT_SIZE];

  ear_xml_writer_put (xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<!-- An exchange card of Earshot. It holds no secret: with it, partners write files that only this "
                           "laptop can open.\n     Whoever takes it in reads the words below to its owner, over the phone or "
                           "in person. -->\n"
                           "<card xmlns=\"" EAR_CARD_NAMESPACE "\"");
  ear_xml_writer_put_attribute (xml, "device", ear_id_format (&card->device, id));
  ear_xml_writer_put_attribute (xml, "made", card->made);
  ear_xml_writer_put (xml, ">\n");
  put_element (xml, "name", card->name);
  put_organisation (xml, card);
  put_key (xml, "signing-key", card->signing_key);
  put_key (xml, "sealing-key", card->sealing_key);
  put_element (xml, "words", card->words);
  put_signature (xml, card, keys);
  ear_xml_writer_put (xml, "</card>\n");
}

static gboolean
file_sink (gconstpointer bytes, gsize size, gpointer data, GError **error)
{
  return ear_safe_file_write (data, bytes, size, error);
}

/**
 * ear_card_write:
 * @path: the file to write; one of that name is replaced only by a whole new one
 *
 * Writes this laptop's own card, and makes its keys where it has none. After an error there is no new file. The store's
 * thread.
 */
gboolean
ear_card_write (EarStore *store, const char *path, GError **error)
{
  g_autoptr (EarKeys) keys = ear_keys_load (store, error);
  g_autoptr (EarCard) card = keys == NULL ? NULL : own_card (store, keys, error);
  g_autoptr (EarSafeFile) file = card == NULL ? NULL : ear_safe_file_new (path, error);
  g_autoptr (EarXmlWriter) xml = NULL;

  if (file == NULL)
    return FALSE;
  xml = ear_xml_writer_new (file_sink, file);
  put_card (xml, card, keys);
  return ear_xml_writer_flush (xml, error) && ear_safe_file_commit (file, error);
}

/* An older card of this laptop's is replaced, but nothing else that has the name. */
static gboolean
may_take (const char *path, const EarCard *own)
{
  g_autoptr (EarCard) there = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return TRUE;
  there = ear_card_read (path, NULL);
  return there != NULL && ear_id_equal (&there->device, &own->device);
}

/**
 * ear_card_write_in:
 * @folder: one that is there
 *
 * Writes this laptop's own card into @folder, under the name that cards have, or one like it where something else has that
 * name. The store's thread.
 *
 * Returns: (transfer full) (nullable): its path.
 */
char *
ear_card_write_in (EarStore *store, const char *folder, GError **error)
{
  g_autoptr (EarCard) own = ear_card_own (store, error);
  g_autofree char *name = own == NULL ? NULL : ear_card_file_name (own);
  g_autofree char *path = own == NULL ? NULL : g_build_filename (folder, name, NULL);

  for (guint n = 2; own != NULL && !may_take (path, own); n++)
    {
      g_free (path);
      path = g_strdup_printf ("%s" G_DIR_SEPARATOR_S "%u-%s", folder, n, name);
    }
  return path != NULL && ear_card_write (store, path, error) ? g_steal_pointer (&path) : NULL;
}
