/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sealed file made plain. */
#include "ear-safe-file.h"
#include "ear-seal-format.h"

static gboolean
copy (GInputStream *from, EarSafeFile *to, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (EAR_SEAL_CHUNK_BYTES);
  gssize n;

  while ((n = g_input_stream_read (from, buffer, EAR_SEAL_CHUNK_BYTES, cancellable, error)) > 0)
    {
      if (!ear_safe_file_write (to, buffer, (gsize) n, error))
        return FALSE;
    }
  return n == 0;
}

/**
 * ear_seal_unseal:
 * @store: (nullable): whose keys are tried; without one only the passphrase is
 * @passphrase: (nullable): tried where the keys do not open it
 * @to: the file to write; one of that name is replaced only by a whole new one
 * @info: (out caller-allocates) (optional): who signed it
 *
 * What is written anybody can read. It is not looked at: it may be no bundle. After an error there is no new file. The
 * store's thread.
 */
gboolean
ear_seal_unseal (EarStore *store, const char *path, const char *passphrase, const char *to, EarSealInfo *info,
                 GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = ear_seal_open (store, path, passphrase, info, cancellable, error);
  g_autoptr (EarSafeFile) file = stream == NULL ? NULL : ear_safe_file_new (to, error);

  return file != NULL && copy (stream, file, cancellable, error) && ear_safe_file_commit (file, error);
}
