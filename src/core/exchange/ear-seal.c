/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed bundles, written from a workbook and opened for it. */
#include "ear-seal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ear-bundle-grammar.h"
#include "ear-bundle.h"
#include "ear-keys.h"
#include "ear-outside.h"
#include "ear-partner.h"
#include "ear-safe-file.h"
#include "ear-seal-format.h"
#include "ear-store-quarantine.h"

/* Of a sealed file: words that cannot be compressed grow a little. */
#define MAX_FILE_BYTES (EAR_BUNDLE_MAX_BYTES + EAR_BUNDLE_MAX_BYTES / 64)

/* What the first pass found. */
typedef struct
{
  int fd;
  char *name;
  guint64 body; /* bytes of all chunks */
  gsize header_size;
  guint8 header_bytes[EAR_SEAL_MAX_HEADER_BYTES];
  EarSealHeader header;
} SealedFile;

static void
sealed_file_free (SealedFile *file)
{
  if (file->fd >= 0)
    close (file->fd);
  g_free (file->name);
  g_free (file);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SealedFile, sealed_file_free)

static char *
device_label (EarStore *store, const EarId *device)
{
  g_autoptr (EarRecord) record = ear_store_get (store, EAR_KIND_DEVICE, device, NULL);
  const char *name = record == NULL ? NULL : ear_record_get (record, EAR_DEVICE_NAME);

  return name != NULL ? g_strdup (name) : ear_id_to_string (device);
}

static gboolean
refuse_recipient (EarStore *store, const EarId *device, gboolean revoked, gboolean accepted, GError **error)
{
  g_autofree char *label = device_label (store, device);

  g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN,
               revoked     ? _ ("“%s” was revoked, so nothing is sealed for it. No file was written and nothing was changed. "
                                "Ask for the card of the laptop that replaced it.")
               : !accepted ? _ ("“%s” is not accepted here, so nothing is sealed for it. No file was written and nothing was "
                                "changed. Take in its exchange card, or compare its words with its owner and accept it.")
                           : _ ("There is no exchange card of “%s” here whose words somebody compared, so nothing can be sealed "
                                "for it. No file was written and nothing was changed. Ask for their card and take it in first."),
               label);
  return FALSE;
}

/* This laptop needs no card of itself, and believes nobody else about its keys. */
static gboolean
find_own (EarStore *store, const EarKeys *own, const EarId *device, guint8 key[EAR_SEAL_SEALING_KEY_BYTES])
{
  EarId self;

  if (!ear_store_get_device (store, &self, NULL) || !ear_id_equal (&self, device))
    return FALSE;
  memcpy (key, own->sealing_public, sizeof own->sealing_public);
  return TRUE;
}

/* Any accepted partner's bundle could have written keys into the device's record: only those whose words somebody
 * compared here are good enough to be told secrets. */
static gboolean
find_recipient (EarStore *store, const EarId *device, guint8 key[EAR_SEAL_SEALING_KEY_BYTES], GError **error)
{
  EarPublicKeys keys;
  gboolean revoked, accepted, known;

  if (!ear_partner_is_revoked (store, device, &revoked, error)
      || !ear_store_has_accepted (store, device, &accepted, error) || !ear_keys_pinned (store, device, &keys, &known, error))
    return FALSE;
  if (revoked || !accepted || !known)
    return refuse_recipient (store, device, revoked, accepted, error);
  memcpy (key, keys.sealing, sizeof keys.sealing);
  return TRUE;
}

static gboolean
file_sink (gconstpointer bytes, gsize size, gpointer data, GError **error)
{
  return ear_safe_file_write (data, bytes, size, error);
}

static gboolean
write_sealed (EarStore *store, EarSafeFile *file, const EarKeys *keys,
              const guint8 (*recipients)[EAR_SEAL_SEALING_KEY_BYTES], const EarSealFor *whom,
              const EarExportOptions *options, EarProgress progress, gpointer data, GCancellable *cancellable,
              GError **error)
{
  g_autoptr (EarSealer) sealer
    = ear_sealer_new (keys, recipients, whom->n_devices, whom->passphrase, whom->salt, file_sink, file, error);

  return sealer != NULL && ear_bundle_write (store, options, ear_sealer_write, sealer, progress, data, cancellable, error)
         && ear_sealer_finish (sealer, error);
}

/* In a transaction of the caller's: where no file comes of it, no keys were made for it either. */
static EarSafeFile *
seal_to_file (EarStore *store, const char *path, const EarSealFor *whom, const EarExportOptions *options, EarProgress progress,
              gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 (*recipients)[EAR_SEAL_SEALING_KEY_BYTES] = g_malloc0_n (whom->n_devices + 1, sizeof *recipients);
  g_autoptr (EarKeys) keys = ear_keys_load (store, error);
  g_autoptr (EarSafeFile) file = NULL;

  if (keys == NULL || (options != NULL && options->first != NULL && !options->first (store, options->first_data, error)))
    return NULL;
  for (guint i = 0; i < whom->n_devices; i++)
    {
      if (!find_own (store, keys, &whom->devices[i], recipients[i])
          && !find_recipient (store, &whom->devices[i], recipients[i], error))
        return NULL;
    }
  file = ear_safe_file_new (path, error);
  if (file == NULL || !write_sealed (store, file, keys, recipients, whom, options, progress, data, cancellable, error)
      || !ear_safe_file_finish (file, error))
    return NULL;
  return g_steal_pointer (&file);
}

/**
 * ear_seal_export:
 * @path: the file to write; one of that name is replaced only by a whole new one
 * @whom: who can open it; not even this laptop can, unless it is among them or the passphrase is known
 * @options: (nullable): what is in it
 *
 * Writes what ear_bundle_export() writes, compressed, encrypted and signed with this laptop's key, which is made where
 * there is none. After an error there is no new file. The store's thread.
 */
gboolean
ear_seal_export (EarStore *store, const char *path, const EarSealFor *whom, const EarExportOptions *options,
                 EarProgress progress, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (EarSafeFile) file = NULL;

  g_return_val_if_fail (whom->n_devices > 0 || whom->passphrase != NULL, FALSE);

  if (!ear_store_begin (store, error))
    return FALSE;
  file = seal_to_file (store, path, whom, options, progress, data, cancellable, error);
  if (file == NULL)
    {
      ear_store_rollback (store);
      return FALSE;
    }
  return ear_store_commit (store, error) && ear_safe_file_commit (file, error);
}

static void
fail_open (const char *name, int code, GError **error)
{
  g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_READABLE,
               _ ("“%s” cannot be read: %s. Nothing was changed. Check that the file is there and that you may open it."),
               name, g_strerror (code));
}

/**
 * ear_seal_is_sealed:
 * @sealed: (out): whether the file begins as a sealed one does, of whatever version
 *
 * What is no regular file is not read from, since it could not be read again. Any thread.
 */
gboolean
ear_seal_is_sealed (const char *path, gboolean *sealed, GError **error)
{
  g_autofree char *name = ear_outside_file_name (path);
  guint8 start[EAR_SEAL_MAGIC_BYTES] = { 0 };
  struct stat info;
  ssize_t n = 0;
  int fd;

  *sealed = FALSE;
  if (g_stat (path, &info) == 0 && !S_ISREG (info.st_mode))
    return TRUE;
  fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (fd >= 0)
    n = pread (fd, start, sizeof start, 0);
  if (fd < 0 || n < 0)
    {
      fail_open (name, errno, error);
      if (fd >= 0)
        close (fd);
      return FALSE;
    }
  close (fd);
  *sealed = n == sizeof start && memcmp (start, EAR_SEAL_MAGIC, sizeof start) == 0;
  return TRUE;
}

static gboolean
fail_truncated (const char *name, GError **error)
{
  ear_seal_fail (error, EAR_EXCHANGE_ERROR_FORGED, name,
                 _ ("The file ends too early. It was not copied whole; ask for it again."));
  return FALSE;
}

static gboolean
open_file (SealedFile *file, const char *path, guint64 *size, GError **error)
{
  struct stat info;

  file->fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (file->fd < 0 || fstat (file->fd, &info) != 0)
    {
      fail_open (file->name, errno, error);
      return FALSE;
    }
  if (!S_ISREG (info.st_mode))
    {
      fail_open (file->name, S_ISDIR (info.st_mode) ? EISDIR : EINVAL, error);
      return FALSE;
    }
  *size = (guint64) info.st_size;
  if (*size <= MAX_FILE_BYTES)
    return TRUE;
  ear_seal_fail (error, EAR_EXCHANGE_ERROR_LIMIT, file->name, _ ("The file is too large; at most %" G_GUINT64_FORMAT
                                                                 " bytes are read."), MAX_FILE_BYTES);
  return FALSE;
}

static gboolean
read_header (SealedFile *file, guint64 size, GError **error)
{
  if (size < EAR_SEAL_START_BYTES)
    return fail_truncated (file->name, error);
  if (!ear_seal_read_exactly (file->fd, file->name, file->header_bytes, EAR_SEAL_START_BYTES, error)
      || !ear_seal_header_size (file->header_bytes, file->name, &file->header_size, error))
    return FALSE;
  if (size < file->header_size + crypto_secretstream_xchacha20poly1305_ABYTES + crypto_sign_BYTES)
    return fail_truncated (file->name, error);
  file->body = size - file->header_size - crypto_sign_BYTES;
  return ear_seal_read_exactly (file->fd, file->name, file->header_bytes + EAR_SEAL_START_BYTES,
                                file->header_size - EAR_SEAL_START_BYTES, error)
         && ear_seal_header_parse (file->header_bytes, file->header_size, file->name, &file->header, error);
}

static gboolean
hash_body (SealedFile *file, EarSealSignature *sum, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (EAR_SEAL_CHUNK_BYTES);

  for (guint64 left = file->body; left > 0;)
    {
      gsize n = (gsize) MIN (left, EAR_SEAL_CHUNK_BYTES);

      if (cancellable != NULL && g_cancellable_is_cancelled (cancellable))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped. Nothing was changed."));
          return FALSE;
        }
      if (!ear_seal_read_exactly (file->fd, file->name, buffer, n, error))
        return FALSE;
      ear_seal_signature_add (sum, buffer, n);
      left -= n;
    }
  return TRUE;
}

static gboolean
check_signature (SealedFile *file, GCancellable *cancellable, GError **error)
{
  guint8 signature[crypto_sign_BYTES];
  g_autoptr (EarSealSignature) sum = ear_seal_signature_new ();

  ear_seal_signature_add (sum, file->header_bytes, file->header_size);
  if (!hash_body (file, sum, cancellable, error)
      || !ear_seal_read_exactly (file->fd, file->name, signature, sizeof signature, error))
    return FALSE;
  if (ear_seal_signature_holds (sum, signature, file->header.signer))
    return TRUE;
  ear_seal_fail (error, EAR_EXCHANGE_ERROR_FORGED, file->name,
                 _ ("Its signature does not hold: the file is damaged or not whole, or somebody changed it on its way. "
                    "Ask for it again."));
  return FALSE;
}

/* The first pass: all of the file is read before anything in it is believed. */
static SealedFile *
check_file (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (SealedFile) file = g_new0 (SealedFile, 1);
  guint64 size;

  file->fd = -1;
  file->name = ear_outside_file_name (path);
  if (!open_file (file, path, &size, error) || !read_header (file, size, error)
      || !check_signature (file, cancellable, error))
    return NULL;
  if (lseek (file->fd, (off_t) file->header_size, SEEK_SET) >= 0)
    return g_steal_pointer (&file);
  fail_open (file->name, errno, error);
  return NULL;
}

static gboolean
unwrap_as_recipient (const SealedFile *file, const EarKeys *keys, guint8 key[EAR_SEAL_KEY_BYTES])
{
  for (guint i = 0; keys != NULL && i < file->header.n_slots; i++)
    {
      if (crypto_box_seal_open (key, file->header.slots[i], EAR_SEAL_SLOT_BYTES, keys->sealing_public,
                                keys->sealing_secret)
          == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
unwrap_by_passphrase (const SealedFile *file, const char *passphrase, guint8 key[EAR_SEAL_KEY_BYTES], GError **error)
{
  guint8 derived[crypto_secretbox_KEYBYTES];
  gboolean opened;

  if (passphrase == NULL)
    {
      ear_seal_fail (error, EAR_EXCHANGE_ERROR_PASSPHRASE, file->name,
                     _ ("It is sealed with a passphrase. Ask whoever sent it which one, then try again."));
      return FALSE;
    }
  if (!ear_seal_derive (&file->header, passphrase, derived, error))
    return FALSE;
  opened = crypto_secretbox_open_easy (key, file->header.wrapped, sizeof file->header.wrapped, file->header.nonce, derived)
           == 0;
  sodium_memzero (derived, sizeof derived);
  if (!opened)
    ear_seal_fail (error, EAR_EXCHANGE_ERROR_PASSPHRASE, file->name,
                   _ ("This is not the passphrase that it is sealed with. Check it with whoever sent the file, then try "
                      "again."));
  return opened;
}

static gboolean
unwrap (const SealedFile *file, EarStore *store, const char *passphrase, guint8 key[EAR_SEAL_KEY_BYTES], GError **error)
{
  gboolean failed = FALSE;
  g_autoptr (EarKeys) keys = store == NULL ? NULL : ear_keys_peek (store, &failed, error);

  if (failed)
    return FALSE;
  if (unwrap_as_recipient (file, keys, key))
    return TRUE;
  if (file->header.by_passphrase)
    return unwrap_by_passphrase (file, passphrase, key, error);
  ear_seal_fail (error, EAR_EXCHANGE_ERROR_NOT_FOR_US, file->name,
                 _ ("It is sealed for other laptops, not for this one. Send this laptop's exchange card to whoever made "
                    "it, and ask them to seal it for that."));
  return FALSE;
}

/**
 * ear_seal_open:
 * @store: (nullable): whose keys are tried; without one only the passphrase is
 * @passphrase: (nullable): tried where the keys do not open it
 * @info: (out caller-allocates) (optional): who signed it
 *
 * Reads the whole file and checks its signature, then finds its key. Nothing is decrypted or parsed before that, and
 * nothing in the workbook is changed. Whether the signer is the device that the bundle says it is from, and whether
 * that one is accepted, is the caller's to ask.
 *
 * Returns: (transfer full) (nullable): the plain XML. Each part is authenticated before it is given; an error at the
 *   end says that all of it is to be dropped. The store's thread; the stream any thread.
 */
GInputStream *
ear_seal_open (EarStore *store, const char *path, const char *passphrase, EarSealInfo *info, GCancellable *cancellable,
               GError **error)
{
  g_autoptr (SealedFile) file = ear_sodium_ready (error) ? check_file (path, cancellable, error) : NULL;
  guint8 key[EAR_SEAL_KEY_BYTES];
  GInputStream *stream = NULL;

  if (file == NULL)
    return NULL;
  if (unwrap (file, store, passphrase, key, error))
    stream = ear_unseal_stream_new (g_steal_fd (&file->fd), file->name, &file->header, file->header_bytes,
                                    file->header_size, file->body, key, error);
  sodium_memzero (key, sizeof key);
  if (stream == NULL || info == NULL)
    return stream;
  memcpy (info->signing_key, file->header.signer, sizeof info->signing_key);
  info->by_passphrase = file->header.by_passphrase;
  info->n_recipients = file->header.n_slots;
  return stream;
}
