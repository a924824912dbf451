/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header of a sealed file, and what a passphrase makes of it. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-seal-format.h"

static gint derivations; /* atomic */

static guint32 write_operations = EAR_SEAL_OPERATIONS;
static guint32 write_memory_kib = EAR_SEAL_MEMORY_KIB;

void
ear_seal_set_test_effort (guint operations, guint memory_kib)
{
  write_operations = operations;
  write_memory_kib = memory_kib;
}

void
ear_seal_get_effort (guint32 *operations, guint32 *memory_kib)
{
  *operations = write_operations;
  *memory_kib = write_memory_kib;
}

/* What is wrong with the file @name. That nothing was changed is said after it. */
void
ear_seal_fail (GError **error, EarExchangeError code, const char *name, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, EAR_EXCHANGE_ERROR, (int) code, _ ("“%s”: %s Nothing was changed."), name, message);
}

static void
put (guint8 **at, gconstpointer bytes, gsize size)
{
  memcpy (*at, bytes, size);
  *at += size;
}

static void
put_number (guint8 **at, guint32 number)
{
  guint32 bytes = GUINT32_TO_LE (number);

  put (at, &bytes, sizeof bytes);
}

/**
 * ear_seal_header_encode:
 * @bytes: (out): the header as the file begins with it
 *
 * Returns: how many bytes it has.
 */
gsize
ear_seal_header_encode (const EarSealHeader *header, guint8 bytes[EAR_SEAL_MAX_HEADER_BYTES])
{
  guint8 *at = bytes + EAR_SEAL_START_BYTES;
  guint8 *start = bytes;

  put (&at, header->signer, sizeof header->signer);
  *at++ = EAR_SEAL_COMPRESSION_ZSTD;
  *at++ = header->by_passphrase ? 1 : 0;
  if (header->by_passphrase)
    {
      put_number (&at, header->operations);
      put_number (&at, header->memory_kib);
      put (&at, header->salt, sizeof header->salt);
      put (&at, header->nonce, sizeof header->nonce);
      put (&at, header->wrapped, sizeof header->wrapped);
    }
  *at++ = (guint8) header->n_slots;
  for (guint i = 0; i < header->n_slots; i++)
    put (&at, header->slots[i], sizeof header->slots[i]);
  put (&at, header->stream, sizeof header->stream);

  put (&start, EAR_SEAL_MAGIC, EAR_SEAL_MAGIC_BYTES);
  *start++ = EAR_SEAL_VERSION;
  put_number (&start, (guint32) (at - bytes - EAR_SEAL_START_BYTES));
  return (gsize) (at - bytes);
}

/* The header is read from front to back; whoever asks for more than is left gets nothing. */
typedef struct
{
  const guint8 *at;
  gsize left;
  gboolean short_of;
} Cursor;

static void
take (Cursor *cursor, gpointer to, gsize size)
{
  if (cursor->short_of || size > cursor->left)
    {
      cursor->short_of = TRUE;
      memset (to, 0, size);
      return;
    }
  memcpy (to, cursor->at, size);
  cursor->at += size;
  cursor->left -= size;
}

static guint8
take_byte (Cursor *cursor)
{
  guint8 byte;

  take (cursor, &byte, 1);
  return byte;
}

static guint32
take_number (Cursor *cursor)
{
  guint32 bytes;

  take (cursor, &bytes, sizeof bytes);
  return GUINT32_FROM_LE (bytes);
}

/**
 * ear_seal_header_size:
 * @start: the file's first bytes
 * @size: (out): of the whole header, @start included
 *
 * Returns: whether this is a sealed file of a version that is known here, with a header that may be read.
 */
gboolean
ear_seal_header_size (const guint8 start[EAR_SEAL_START_BYTES], const char *name, gsize *size, GError **error)
{
  Cursor cursor = { start + EAR_SEAL_MAGIC_BYTES + 1, 4, FALSE };
  guint32 rest = take_number (&cursor);
  guint8 version = start[EAR_SEAL_MAGIC_BYTES];

  if (memcmp (start, EAR_SEAL_MAGIC, EAR_SEAL_MAGIC_BYTES) != 0 || version == 0)
    {
      ear_seal_fail (error, EAR_EXCHANGE_ERROR_NOT_A_BUNDLE, name, _ ("This is not a sealed Earshot file."));
      return FALSE;
    }
  if (version > EAR_SEAL_VERSION)
    {
      ear_seal_fail (error, EAR_EXCHANGE_ERROR_NEWER_VERSION, name,
                     _ ("It was sealed by a newer Earshot (version %u of the format; this one reads %d). Bring Earshot "
                        "up to date, then try again."),
                     version, EAR_SEAL_VERSION);
      return FALSE;
    }
  if (rest > EAR_SEAL_MAX_HEADER_BYTES - EAR_SEAL_START_BYTES)
    {
      ear_seal_fail (error, EAR_EXCHANGE_ERROR_LIMIT, name,
                     _ ("Its header says that it is %u bytes long; at most %u are read. The file is damaged, or was "
                        "made to do harm."),
                     rest, (guint) (EAR_SEAL_MAX_HEADER_BYTES - EAR_SEAL_START_BYTES));
      return FALSE;
    }
  *size = EAR_SEAL_START_BYTES + rest;
  return TRUE;
}

static gboolean
check_effort (const EarSealHeader *header, const char *name, GError **error)
{
  if (header->operations > EAR_SEAL_OPERATIONS || header->memory_kib > EAR_SEAL_MEMORY_KIB)
    {
      ear_seal_fail (error, EAR_EXCHANGE_ERROR_LIMIT, name,
                     _ ("Trying a passphrase on it would take %u passes over %u KiB of memory; at most %u over %u KiB "
                        "are made. The file is damaged, or was made to do harm."),
                     header->operations, header->memory_kib, (guint) EAR_SEAL_OPERATIONS, (guint) EAR_SEAL_MEMORY_KIB);
      return FALSE;
    }
  if (header->operations >= crypto_pwhash_OPSLIMIT_MIN
      && (guint64) header->memory_kib * 1024 >= crypto_pwhash_MEMLIMIT_MIN)
    return TRUE;
  ear_seal_fail (error, EAR_EXCHANGE_ERROR_FORGED, name, _ ("Its header is damaged."));
  return FALSE;
}

static void
take_passphrase (Cursor *cursor, EarSealHeader *header)
{
  header->operations = take_number (cursor);
  header->memory_kib = take_number (cursor);
  take (cursor, header->salt, sizeof header->salt);
  take (cursor, header->nonce, sizeof header->nonce);
  take (cursor, header->wrapped, sizeof header->wrapped);
}

static void
take_slots (Cursor *cursor, EarSealHeader *header)
{
  header->n_slots = take_byte (cursor);
  if (header->n_slots > EAR_SEAL_MAX_RECIPIENTS)
    cursor->short_of = TRUE;
  for (guint i = 0; i < header->n_slots && !cursor->short_of; i++)
    take (cursor, header->slots[i], sizeof header->slots[i]);
}

/**
 * ear_seal_header_parse:
 * @bytes: the whole header, as ear_seal_header_size() measured it
 * @header: (out caller-allocates): what it says; not to be trusted before the signature was checked
 */
gboolean
ear_seal_header_parse (const guint8 *bytes, gsize size, const char *name, EarSealHeader *header, GError **error)
{
  Cursor cursor = { bytes + EAR_SEAL_START_BYTES, size - EAR_SEAL_START_BYTES, FALSE };
  guint8 compression, flag;

  *header = (EarSealHeader) { 0 };
  take (&cursor, header->signer, sizeof header->signer);
  compression = take_byte (&cursor);
  flag = take_byte (&cursor);
  header->by_passphrase = flag == 1;
  if (header->by_passphrase)
    take_passphrase (&cursor, header);
  take_slots (&cursor, header);
  take (&cursor, header->stream, sizeof header->stream);

  if (cursor.short_of || cursor.left > 0 || flag > 1 || compression != EAR_SEAL_COMPRESSION_ZSTD
      || (!header->by_passphrase && header->n_slots == 0))
    {
      ear_seal_fail (error, EAR_EXCHANGE_ERROR_FORGED, name,
                     _ ("Its header is damaged. Ask for the file again."));
      return FALSE;
    }
  return !header->by_passphrase || check_effort (header, name, error);
}

/**
 * ear_seal_header_hash:
 *
 * What every chunk is bound to, so that no header fits the chunks of another.
 */
void
ear_seal_header_hash (const guint8 *bytes, gsize size, guint8 hash[EAR_SEAL_HASH_BYTES])
{
  crypto_generichash (hash, EAR_SEAL_HASH_BYTES, bytes, size, NULL, 0);
}

static int
derive (const EarSealHeader *header, const char *normal, guint8 key[crypto_secretbox_KEYBYTES])
{
  if (ear_seal_memory_find (header, normal, key))
    return 0;
  g_atomic_int_inc (&derivations);
  if (crypto_pwhash (key, crypto_secretbox_KEYBYTES, normal, strlen (normal), header->salt, header->operations,
                     (gsize) header->memory_kib * 1024, crypto_pwhash_ALG_ARGON2ID13)
      != 0)
    return -1;
  ear_seal_memory_add (header, normal, key);
  return 0;
}

guint
ear_seal_get_test_derivations (void)
{
  return (guint) g_atomic_int_get (&derivations);
}

/**
 * ear_seal_derive:
 * @passphrase: in UTF-8; the same words typed on another system give the same key, since it is taken in NFC
 * @key: (out): what the file key is wrapped with; to be wiped
 *
 * Argon2id (version 1.3) with the header's salt and effort. Takes 256 MiB of memory.
 */
gboolean
ear_seal_derive (const EarSealHeader *header, const char *passphrase, guint8 key[crypto_secretbox_KEYBYTES],
                 GError **error)
{
  char *normal = g_utf8_validate (passphrase, -1, NULL) ? g_utf8_normalize (passphrase, -1, G_NORMALIZE_NFC) : NULL;
  int failed;

  if (normal == NULL || *normal == '\0')
    {
      g_set_error_literal (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_PASSPHRASE,
                           _ ("The passphrase is empty or no text in UTF-8. Nothing was changed. Type another one."));
      g_free (normal);
      return FALSE;
    }
  failed = derive (header, normal, key);
  sodium_memzero (normal, strlen (normal));
  g_free (normal);
  if (failed == 0)
    return TRUE;
  g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_LIMIT,
               _ ("There is not enough memory to work with a passphrase: %u MiB are needed for a moment. Nothing was "
                  "changed. Close other programs, then try again."),
               header->memory_kib / 1024);
  return FALSE;
}
