/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second pass: each chunk is authenticated, then inflated as it is asked for. The file is checked against its
 * signature once more on the way, so that one that changed since the first pass ends in an error, not in an end. */
#include "ear-unseal-stream.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "ear-bundle-grammar.h"
#include "ear-seal-format.h"

struct _EarUnsealStream
{
  GInputStream parent;
  int fd;
  char *name;
  crypto_secretstream_xchacha20poly1305_state stream;
  EarSealSignature *signature;
  guint8 signer[crypto_sign_PUBLICKEYBYTES];
  guint8 hash[EAR_SEAL_HASH_BYTES];
  guint64 body; /* bytes of all chunks */
  guint64 left; /* of them */
  guint64 n_out;
  ZSTD_DCtx *zstd;
  gsize used, size;    /* of the chunk */
  gboolean last_chunk; /* it is marked as the last */
  gboolean frame_done; /* the compressed data said that it ends */
  gboolean checked;    /* to the end of the file */
  gboolean failed;
  guint8 *sealed;
  guint8 *chunk;
};

G_DEFINE_FINAL_TYPE (EarUnsealStream, ear_unseal_stream, G_TYPE_INPUT_STREAM)

/**
 * ear_seal_read_exactly:
 *
 * Reads the next @size bytes of a file that is known to have them.
 */
gboolean
ear_seal_read_exactly (int fd, const char *name, gpointer buffer, gsize size, GError **error)
{
  guint8 *to = buffer;

  while (size > 0)
    {
      ssize_t n = read (fd, to, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          ear_seal_fail (error, EAR_EXCHANGE_ERROR_NOT_READABLE, name, _ ("It cannot be read on: %s."),
                         n < 0 ? g_strerror (errno) : _ ("it became shorter while it was read"));
          return FALSE;
        }
      to += n;
      size -= (gsize) n;
    }
  return TRUE;
}

/* Only its own signer can have made such a file, or somebody who changes it while it is being read. */
static void
fail_inside (EarUnsealStream *self, GError **error)
{
  ear_seal_fail (error, EAR_EXCHANGE_ERROR_FORGED, self->name,
                 _ ("What is sealed in it is damaged, though its signature holds: it was made wrongly, or is being "
                    "changed while it is read. Ask for the file again."));
}

static gboolean
next_chunk (EarUnsealStream *self, GError **error)
{
  gsize size = (gsize) MIN (self->left, EAR_SEAL_SEALED_CHUNK_BYTES);
  unsigned long long plain = 0;
  unsigned char tag = 0;

  if (!ear_seal_read_exactly (self->fd, self->name, self->sealed, size, error))
    return FALSE;
  ear_seal_signature_add (self->signature, self->sealed, size);
  self->left -= size;
  if (crypto_secretstream_xchacha20poly1305_pull (&self->stream, self->chunk, &plain, &tag, self->sealed, size,
                                                  self->hash, sizeof self->hash)
        != 0
      || tag != (self->left == 0 ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0))
    {
      fail_inside (self, error);
      return FALSE;
    }
  self->used = 0;
  self->size = (gsize) plain;
  self->last_chunk = self->left == 0;
  return TRUE;
}

static gboolean
check_end (EarUnsealStream *self, GError **error)
{
  guint8 signature[crypto_sign_BYTES];

  if (self->checked)
    return TRUE;
  if (!ear_seal_read_exactly (self->fd, self->name, signature, sizeof signature, error))
    return FALSE;
  self->checked = ear_seal_signature_holds (self->signature, signature, self->signer);
  if (!self->checked)
    fail_inside (self, error);
  return self->checked;
}

static gboolean
check_size (EarUnsealStream *self, GError **error)
{
  guint64 most = MIN (EAR_BUNDLE_MAX_BYTES, EAR_SEAL_FREE_BYTES + EAR_SEAL_MAX_RATIO * self->body);

  if (self->n_out <= most)
    return TRUE;
  ear_seal_fail (error, EAR_EXCHANGE_ERROR_LIMIT, self->name,
                 _ ("Unpacked it is larger than %" G_GUINT64_FORMAT " bytes, which no bundle of its size is. It was "
                    "made wrongly, or to do harm."),
                 most);
  return FALSE;
}

static gboolean
inflate_some (EarUnsealStream *self, gpointer buffer, gsize count, gsize *n, GError **error)
{
  ZSTD_inBuffer in = { self->chunk, self->size, self->used };
  ZSTD_outBuffer out = { buffer, count, 0 };
  gsize hint = ZSTD_decompressStream (self->zstd, &out, &in);

  if (ZSTD_isError (hint))
    {
      if (ZSTD_getErrorCode (hint) == ZSTD_error_memory_allocation)
        ear_exchange_fail_no_memory (self->name, error);
      else if (ZSTD_getErrorCode (hint) == ZSTD_error_frameParameter_windowTooLarge)
        ear_seal_fail (error, EAR_EXCHANGE_ERROR_LIMIT, self->name,
                       _ ("Unpacking it would take more than %d MiB of memory. It was made wrongly, or to do harm."),
                       1 << (EAR_SEAL_MAX_WINDOW_LOG - 20));
      else
        fail_inside (self, error);
      return FALSE;
    }
  self->used = in.pos;
  self->frame_done = hint == 0;
  *n = out.pos;
  self->n_out += out.pos;
  return check_size (self, error);
}

/* What comes after the compressed data, or is missing from it, was put there or taken by whoever signed. */
static gboolean
end (EarUnsealStream *self, GError **error)
{
  if (self->used == self->size && self->last_chunk)
    return check_end (self, error);
  fail_inside (self, error);
  return FALSE;
}

static gboolean
go_on (EarUnsealStream *self, GError **error)
{
  if (self->used < self->size)
    return TRUE;
  if (!self->last_chunk)
    return next_chunk (self, error);
  fail_inside (self, error);
  return FALSE;
}

static gssize
read_some (EarUnsealStream *self, gpointer buffer, gsize count, GCancellable *cancellable, GError **error)
{
  gsize n = 0;

  while (n == 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return -1;
      if (!self->frame_done && !inflate_some (self, buffer, count, &n, error))
        return -1;
      if (n == 0 && self->frame_done)
        return end (self, error) ? 0 : -1;
      if (n == 0 && !go_on (self, error))
        return -1;
    }
  return (gssize) n;
}

static gssize
read_cb (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  EarUnsealStream *self = EAR_UNSEAL_STREAM (stream);
  gssize n = -1;

  /* Nothing that follows a fault is given to somebody who goes on reading. */
  if (self->failed)
    fail_inside (self, error);
  else
    n = read_some (self, buffer, count, cancellable, error);
  self->failed = n < 0;
  return n;
}

static void
finalize_cb (GObject *object)
{
  EarUnsealStream *self = EAR_UNSEAL_STREAM (object);

  if (self->fd >= 0)
    close (self->fd);
  ZSTD_freeDCtx (self->zstd);
  g_clear_pointer (&self->signature, ear_seal_signature_free);
  sodium_memzero (&self->stream, sizeof self->stream);
  if (self->chunk != NULL)
    sodium_memzero (self->chunk, EAR_SEAL_CHUNK_BYTES);
  g_free (self->chunk);
  g_free (self->sealed);
  g_free (self->name);
  G_OBJECT_CLASS (ear_unseal_stream_parent_class)->finalize (object);
}

static void
ear_unseal_stream_class_init (EarUnsealStreamClass *class)
{
  G_OBJECT_CLASS (class)->finalize = finalize_cb;
  G_INPUT_STREAM_CLASS (class)->read_fn = read_cb;
}

static void
ear_unseal_stream_init (EarUnsealStream *self)
{
  self->fd = -1;
}

/**
 * ear_unseal_stream_new:
 * @fd: (transfer full): the file, just after its header
 * @header_bytes: that header
 * @body: how many bytes of chunks follow; the signature is after them
 * @key: the file key
 *
 * Returns: (transfer full) (nullable): what was sealed.
 */
GInputStream *
ear_unseal_stream_new (int fd, const char *name, const EarSealHeader *header, const guint8 *header_bytes,
                       gsize header_size, guint64 body, const guint8 key[EAR_SEAL_KEY_BYTES], GError **error)
{
  g_autoptr (EarUnsealStream) self = g_object_new (EAR_TYPE_UNSEAL_STREAM, NULL);

  self->fd = fd;
  self->name = g_strdup (name);
  self->body = self->left = body;
  memcpy (self->signer, header->signer, sizeof self->signer);
  ear_seal_header_hash (header_bytes, header_size, self->hash);
  self->signature = ear_seal_signature_new ();
  ear_seal_signature_add (self->signature, header_bytes, header_size);
  self->sealed = g_malloc (EAR_SEAL_SEALED_CHUNK_BYTES);
  self->chunk = g_malloc (EAR_SEAL_CHUNK_BYTES);
  self->zstd = ZSTD_createDCtx ();
  if (self->zstd == NULL)
    {
      ear_exchange_fail_no_memory (name, error);
      return NULL;
    }
  ZSTD_DCtx_setParameter (self->zstd, ZSTD_d_windowLogMax, EAR_SEAL_MAX_WINDOW_LOG);
  if (crypto_secretstream_xchacha20poly1305_init_pull (&self->stream, header->stream, key) != 0)
    {
      fail_inside (self, error);
      return NULL;
    }
  return G_INPUT_STREAM (g_steal_pointer (&self));
}

/**
 * ear_unseal_fraction:
 *
 * Returns: how much of the file was read, from 0 to 1; an EarXmlSource cannot know the size of what it will give.
 */
double
ear_unseal_fraction (GInputStream *stream)
{
  EarUnsealStream *self = EAR_UNSEAL_STREAM (stream);

  return (double) (self->body - self->left) / (double) self->body;
}
