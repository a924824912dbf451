/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a card by a strict grammar, which data/schema/card.rnc tells to others, then holds it to its own keys. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-card-format.h"
#include "ear-outside.h"
#include "ear-partner.h"
#include "ear-record.h"
#include "ear-seal-format.h"

/* In the order in which they stand. */
typedef enum
{
  PART_NAME,
  PART_ORGANISATION,
  PART_SIGNING_KEY,
  PART_SEALING_KEY,
  PART_WORDS,
  PART_SIGNATURE,
  N_PARTS
} Part;

static const char *const part_names[N_PARTS] = {
  "name", "organisation", "signing-key", "sealing-key", "words", "signature",
};

typedef struct
{
  EarCard *card;
  guint next; /* the first part that may come */
  Part part;  /* the one that is being read */
  guint8 signature[EAR_CARD_SIGNATURE_BYTES];
} CardReader;

static const char *
require_attribute (EarXmlInput *input, const char *element, const char *name)
{
  const char *value = ear_xml_input_attribute (input, name);

  if (value == NULL)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%s” needs an attribute “%s”."), element, name);
  return value;
}

static gboolean
take_id (EarXmlInput *input, const char *element, const char *name, EarId *id)
{
  const char *text = require_attribute (input, element, name);

  if (text == NULL)
    return FALSE;
  if (ear_id_parse (text, id) && !ear_id_is_none (id))
    return TRUE;
  ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%.80s” is no id, as “%s” is."), text, name);
  return FALSE;
}

static gboolean
is_day (const char *text)
{
  return strlen (text) == 10 && *text != '0' && ear_value_validate (EAR_KIND_DEVICE, EAR_DEVICE_CODEBOOK_PUBLISHED, text, NULL);
}

static EarXmlContent
start_card (CardReader *self, EarXmlInput *input, const char *name)
{
  const char *made;

  if (strcmp (name, "card") != 0)
    {
      ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_NOT_A_BUNDLE, _ ("The first element is “%.80s”; expected “card”."), name);
      return EAR_XML_REFUSED;
    }
  if (!take_id (input, "card", "device", &self->card->device))
    return EAR_XML_REFUSED;
  made = require_attribute (input, "card", "made");
  if (made == NULL)
    return EAR_XML_REFUSED;
  if (!is_day (made))
    {
      ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%.80s” is no day; expected one like 2026-11-25."), made);
      return EAR_XML_REFUSED;
    }
  self->card->made = g_strdup (made);
  return EAR_XML_ELEMENTS;
}

/* A card may name no organisation. */
static char *
expected (const CardReader *self)
{
  if (self->next == N_PARTS)
    return g_strdup (_ ("the end of the card"));
  if (self->next == PART_ORGANISATION)
    return g_strdup (_ ("“organisation” or “signing-key”"));
  return g_strdup_printf (_ ("“%s”"), part_names[self->next]);
}

static gboolean
find_part (CardReader *self, const char *name)
{
  for (guint i = self->next; i < N_PARTS && i <= self->next + (self->next == PART_ORGANISATION); i++)
    {
      if (strcmp (part_names[i], name) != 0)
        continue;
      self->part = (Part) i;
      self->next = i + 1;
      return TRUE;
    }
  return FALSE;
}

static EarXmlContent
start_cb (EarXmlInput *input, const char *name, guint depth, gpointer data)
{
  CardReader *self = data;
  g_autofree char *wanted = NULL;

  if (depth == 1)
    return start_card (self, input, name);
  if (!find_part (self, name))
    {
      wanted = expected (self);
      ear_xml_input_fail_unknown (input, name, wanted);
      return EAR_XML_REFUSED;
    }
  if (self->part == PART_ORGANISATION && !take_id (input, name, "id", &self->card->organisation))
    return EAR_XML_REFUSED;
  return EAR_XML_TEXT;
}

static void
take_line (EarXmlInput *input, EarKind kind, guint field, const char *text, char **line)
{
  if (!ear_value_validate (kind, field, text, NULL))
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%.80s” is no name; expected one line of text."), text);
  *line = g_strdup (text);
}

static void
take_key (EarXmlInput *input, const char *text, guint8 key[32])
{
  if (!ear_keys_parse (text, key))
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR,
                        _ ("“%.80s” is no key; expected 64 hexadecimal digits in small letters."), text);
}

/* The words themselves are compared with the keys at the end. */
static gboolean
is_words (const char *text)
{
  guint n = 1;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '-' && (p == text || p[-1] == '-' || p[1] == '\0'))
        return FALSE;
      if (*p != '-' && !g_ascii_islower (*p))
        return FALSE;
      n += *p == '-';
    }
  return *text != '\0' && n == 8;
}

static void
take_words (CardReader *self, EarXmlInput *input, const char *text)
{
  if (!is_words (text))
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%.80s” are no words; expected eight with hyphens between them."),
                        text);
  self->card->words = g_strdup (text);
}

static void
take_signature (CardReader *self, EarXmlInput *input, const char *text)
{
  gsize size;

  if (strlen (text) != 2 * sizeof self->signature || strspn (text, "0123456789abcdef") != 2 * sizeof self->signature
      || sodium_hex2bin (self->signature, sizeof self->signature, text, strlen (text), NULL, &size, NULL) != 0)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR,
                        _ ("“%.80s” is no signature; expected 128 hexadecimal digits in small letters."), text);
}

static void
end_card (CardReader *self, EarXmlInput *input)
{
  g_autofree char *wanted = NULL;

  if (self->next == N_PARTS)
    return;
  wanted = expected (self);
  ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("The card ends too early; expected %s."), wanted);
}

static void
end_cb (EarXmlInput *input, guint depth, char *text, gsize length G_GNUC_UNUSED, gpointer data)
{
  CardReader *self = data;
  EarCard *card = self->card;

  if (depth == 1)
    {
      end_card (self, input);
      return;
    }
  switch (self->part)
    {
    case PART_NAME:
      take_line (input, EAR_KIND_DEVICE, EAR_DEVICE_NAME, text, &card->name);
      break;
    case PART_ORGANISATION:
      take_line (input, EAR_KIND_ORGANISATION, EAR_ORGANISATION_NAME, text, &card->organisation_name);
      break;
    case PART_SIGNING_KEY:
      take_key (input, text, card->signing_key);
      break;
    case PART_SEALING_KEY:
      take_key (input, text, card->sealing_key);
      break;
    case PART_WORDS:
      take_words (self, input, text);
      break;
    case PART_SIGNATURE:
      take_signature (self, input, text);
      break;
    case N_PARTS:
    default:
      g_assert_not_reached ();
    }
}

/* Whoever changed a card on its way, or made one up of somebody's public keys, cannot sign it. */
static gboolean
check_signature (const CardReader *self, const char *file, GError **error)
{
  g_autoptr (GString) text = ear_card_signed_text (self->card);

  if (crypto_sign_verify_detached (self->signature, (const guint8 *) text->str, text->len, self->card->signing_key) == 0)
    return TRUE;
  ear_seal_fail (error, EAR_EXCHANGE_ERROR_FORGED, file,
                 _ ("The signature of this exchange card does not hold: it is damaged, or somebody changed it on its way. Ask its "
                    "owner for it again."));
  return FALSE;
}

static gboolean
check_words (const EarCard *card, const char *file, GError **error)
{
  g_autofree char *words = ear_fingerprint_words (card->signing_key, card->sealing_key, &card->device);

  if (g_str_equal (words, card->words))
    return TRUE;
  ear_seal_fail (error, EAR_EXCHANGE_ERROR_FORGED, file,
                 _ ("The words on this exchange card are not those of its keys, so somebody may have made it up. Ask its owner for "
                    "it again."));
  return FALSE;
}

/* A key that everybody can open, or nobody can seal for, is no key. */
static gboolean
check_sealing_key (const EarCard *card, const char *file, GError **error)
{
  guint8 sealed[1 + crypto_box_SEALBYTES];

  if (crypto_box_seal (sealed, (const guint8 *) "", 1, card->sealing_key) == 0)
    return TRUE;
  ear_seal_fail (error, EAR_EXCHANGE_ERROR_FORGED, file,
                 _ ("Nothing can be sealed with the key on this exchange card. It was not written by Earshot, or was made to do "
                    "harm."));
  return FALSE;
}

/**
 * ear_card_read_stream:
 *
 * Returns: (transfer full) (nullable): as ear_card_read().
 */
EarCard *
ear_card_read_stream (const EarXmlSource *source, GError **error)
{
  g_autoptr (EarCard) card = g_new0 (EarCard, 1);
  CardReader self = { .card = card };
  EarXmlHandler handler = {
    .namespace_stem = EAR_CARD_NAMESPACE_STEM,
    .version = EAR_CARD_VERSION,
    .what = _ ("an exchange card"),
    .max_depth = 2,
    .max_bytes = EAR_CARD_MAX_BYTES,
    .max_text_bytes = EAR_MAX_LINE_BYTES,
    .start = start_cb,
    .end = end_cb,
    .data = &self,
  };

  if (!ear_sodium_ready (error) || !ear_xml_input_read (source, &handler, error)
      || !check_signature (&self, source->name, error) || !check_words (card, source->name, error)
      || !check_sealing_key (card, source->name, error))
    return NULL;
  return g_steal_pointer (&card);
}

/**
 * ear_card_read:
 *
 * Returns: (transfer full) (nullable): the card, which is whole and signed with the key on it. Anybody can make one of
 *   any name: whose it is, its words tell, read to the owner. Any thread.
 */
EarCard *
ear_card_read (const char *path, GError **error)
{
  g_autofree char *name = ear_outside_file_name (path);
  EarXmlSource source = { .name = name };
  g_autoptr (GInputStream) stream = ear_xml_input_open (path, &source.size, error);

  source.stream = stream;
  return stream == NULL ? NULL : ear_card_read_stream (&source, error);
}
