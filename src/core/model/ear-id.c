/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-id.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "ear-hash.h"

/* Of one millisecond: 12 bits. */
#define N_PLACES 4096u
#define MAX_BORROWED_MS 1000

const EarId EAR_ID_NONE = { { 0 } };

static void
fill_random (guint8 *bytes, gsize size)
{
  gsize done = 0;

  while (done < size)
    {
      ssize_t n = getrandom (bytes + done, size - done, 0);

      if (n > 0)
        done += (gsize) n;
      else if (errno != EINTR)
        g_error ("The system gave no random numbers: %s", g_strerror (errno));
    }
}

static void
set_version (EarId *id, guint8 version)
{
  id->bytes[6] = (guint8) ((id->bytes[6] & 0x0f) | (version << 4));
  id->bytes[8] = (guint8) ((id->bytes[8] & 0x3f) | 0x80);
}

/* The millisecond of an id made now, and its place among those made in it: each id of a process is greater than the one before, unless the
 * clock is set back by more than a second. */
static guint64
take_turn (guint *place)
{
  static GMutex mutex;
  static guint64 last_ms;
  static guint last_place;
  guint64 ms = (guint64) (g_get_real_time () / 1000);

  g_mutex_lock (&mutex);
  /* Whoever makes more in a millisecond than it has places borrows from those that follow. */
  if (ms < last_ms && last_ms - ms < MAX_BORROWED_MS)
    ms = last_ms;
  last_place = ms == last_ms ? last_place + 1 : 0;
  if (last_place == N_PLACES)
    {
      last_place = 0;
      ms++;
    }
  last_ms = ms;
  *place = last_place;
  g_mutex_unlock (&mutex);
  return ms;
}

/**
 * ear_id_new:
 *
 * Makes a UUID version 7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, 12 bits that count what is made in one of them (6.2, method
 * 1), then random bits. Records made one after another lie beside each other in an index, and stand in that order.
 *
 * Any thread.
 */
EarId
ear_id_new (void)
{
  EarId id;
  guint place;
  guint64 ms = take_turn (&place);

  fill_random (id.bytes, sizeof id.bytes);
  for (int i = 0; i < 6; i++)
    id.bytes[i] = (guint8) (ms >> (8 * (5 - i)));
  id.bytes[6] = (guint8) (place >> 8);
  id.bytes[7] = (guint8) place;
  set_version (&id, 7);
  return id;
}

/**
 * ear_id_derive:
 * @parts: (array zero-terminated=1): what the record stands for, most general first
 *
 * Makes a UUID version 8 (RFC 9562, 5.8) from the SHA-256 of @parts, so that two devices that never met
 * give the same thing the same id: the shipped strategies, a link between two records.
 */
EarId
ear_id_derive (const char *const *parts)
{
  EarId id;
  guint8 digest[32];
  gsize size = sizeof digest;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (; *parts != NULL; parts++)
    g_checksum_update (sum, (const guchar *) *parts, (gssize) strlen (*parts) + 1);
  g_checksum_get_digest (sum, digest, &size);
  memcpy (id.bytes, digest, sizeof id.bytes);
  set_version (&id, 8);
  return id;
}

/**
 * ear_id_derive_link:
 * @kind: the link's kind, as in its element name
 *
 * The id of the only link of this kind between two records.
 */
EarId
ear_id_derive_link (const char *kind, const EarId *one, const EarId *other)
{
  char a[EAR_ID_TEXT_SIZE], b[EAR_ID_TEXT_SIZE];

  return ear_id_derive ((const char *[]){ kind, ear_id_format (one, a), ear_id_format (other, b), NULL });
}

/* What a lower-case hexadecimal digit is worth, and 1 more, so that 0 stands for every other byte. */
static const guint8 digit_worth[256] = {
  ['0'] = 1, ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
  ['8'] = 9, ['9'] = 10, ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
};

/* Where each byte's two digits stand in the canonical form. */
static const guint8 digits_at[EAR_ID_BYTES] = { 0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34 };

/**
 * ear_id_parse:
 * @text: (nullable): the canonical form, 36 lower-case characters
 * @id: (out): the id
 *
 * Returns: whether @text is exactly a UUID in canonical form.
 */
gboolean
ear_id_parse (const char *text, EarId *id)
{
  if (text == NULL || strlen (text) != EAR_ID_TEXT_SIZE - 1 || text[8] != '-' || text[13] != '-' || text[18] != '-'
      || text[23] != '-')
    return FALSE;

  for (int i = 0; i < EAR_ID_BYTES; i++)
    {
      guint8 high = digit_worth[(guint8) text[digits_at[i]]];
      guint8 low = digit_worth[(guint8) text[digits_at[i] + 1]];

      if (high == 0 || low == 0)
        return FALSE;
      id->bytes[i] = (guint8) ((high - 1) << 4 | (low - 1));
    }

  return TRUE;
}

/**
 * ear_id_format:
 * @text: (out caller-allocates): room for the canonical form
 *
 * Returns: @text.
 */
const char *
ear_id_format (const EarId *id, char text[EAR_ID_TEXT_SIZE])
{
  static const char digits[] = "0123456789abcdef";
  char *out = text;

  for (int i = 0; i < EAR_ID_BYTES; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *out++ = '-';
      *out++ = digits[id->bytes[i] >> 4];
      *out++ = digits[id->bytes[i] & 0x0f];
    }
  *out = '\0';
  return text;
}

/**
 * ear_id_to_string:
 *
 * Returns: (transfer full): the canonical form.
 */
char *
ear_id_to_string (const EarId *id)
{
  char text[EAR_ID_TEXT_SIZE];

  return g_strdup (ear_id_format (id, text));
}

gboolean
ear_id_is_none (const EarId *id)
{
  return memcmp (id, &EAR_ID_NONE, sizeof *id) == 0;
}

int
ear_id_compare (const EarId *a, const EarId *b)
{
  return memcmp (a->bytes, b->bytes, EAR_ID_BYTES);
}

gboolean
ear_id_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (((const EarId *) a)->bytes, ((const EarId *) b)->bytes, EAR_ID_BYTES) == 0;
}

guint
ear_id_hash (gconstpointer id)
{
  return ear_hash_bytes (((const EarId *) id)->bytes, EAR_ID_BYTES);
}
