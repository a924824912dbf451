/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealing and unsealing, and the floors that they are measured against: the same bytes compressed the same way, put through
 * libsodium's secretstream in chunks of the same size, and nothing else: no header, no signature, no limits; and the same
 * without compressing. Usage: bench-seal WHAT IN OUT [WORKBOOK]; WHAT is seal, unseal, floor, unfloor, raw or unraw. */
#include <fcntl.h>
#include <gio/gio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>

#include "ear-seal-format.h"
#include "ear-seal.h"

#define KEY "x'2f7a1c5e9b3d8046a1f2e3d4c5b6978812345678abcdef00ffeeddccbbaa9988'"
#define BLOCK 65536

static int in, out;
static guint8 key[crypto_secretstream_xchacha20poly1305_KEYBYTES]; /* all zero: nothing is kept from anybody here */

static void
need (gboolean holds, const char *what)
{
  if (holds)
    return;
  g_printerr ("bench-seal: %s\n", what);
  exit (1);
}

/* Returns: how much there was, less than @size at the end only. */
static gsize
read_in (guint8 *bytes, gsize size)
{
  gsize n = 0;
  gssize got;

  while (n < size && (got = read (in, bytes + n, size - n)) > 0)
    n += (gsize) got;
  return n;
}

static gboolean
write_out (gconstpointer bytes, gsize size, gpointer data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  need (write (out, bytes, size) == (gssize) size, "write");
  return TRUE;
}

static EarStore *
open_store (const char *path)
{
  gboolean is_there = g_file_test (path, G_FILE_TEST_EXISTS);
  EarStore *store = is_there ? ear_store_open (path, KEY, NULL) : ear_store_create (path, KEY, NULL);

  need (store != NULL, path);
  return store;
}

static void
seal (const char *workbook)
{
  g_autoptr (EarStore) store = open_store (workbook);
  g_autoptr (EarKeys) keys = ear_keys_load (store, NULL);
  g_autoptr (EarSealer) sealer = NULL;
  guint8 bytes[BLOCK], recipient[1][EAR_SEAL_SEALING_KEY_BYTES];
  gsize n;

  memcpy (recipient[0], ear_keys_sealing_public (keys), sizeof recipient[0]);
  sealer = ear_sealer_new (keys, (const guint8 (*)[EAR_SEAL_SEALING_KEY_BYTES]) recipient, 1, NULL, NULL, write_out, NULL, NULL);
  need (sealer != NULL, "sealer");
  while ((n = read_in (bytes, sizeof bytes)) > 0)
    need (ear_sealer_write (bytes, n, sealer, NULL), "sealing");
  need (ear_sealer_finish (sealer, NULL), "finishing");
}

static void
unseal (const char *workbook, const char *path)
{
  g_autoptr (EarStore) store = open_store (workbook);
  g_autoptr (GInputStream) stream = ear_seal_open (store, path, NULL, NULL, NULL, NULL);
  guint8 bytes[BLOCK];
  gssize n;

  need (stream != NULL, path);
  while ((n = g_input_stream_read (stream, bytes, sizeof bytes, NULL, NULL)) > 0)
    write_out (bytes, (gsize) n, NULL, NULL);
  need (n == 0, "unsealing");
}

static void
push (crypto_secretstream_xchacha20poly1305_state *state, const guint8 *bytes, gsize n, gboolean last)
{
  guint8 sealed[EAR_SEAL_SEALED_CHUNK_BYTES];
  unsigned long long size;

  crypto_secretstream_xchacha20poly1305_push (state, sealed, &size, bytes, n, NULL, 0,
                                              last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
  write_out (sealed, (gsize) size, NULL, NULL);
}

static void
begin_push (crypto_secretstream_xchacha20poly1305_state *state)
{
  guint8 header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];

  crypto_secretstream_xchacha20poly1305_init_push (state, header, key);
  write_out (header, sizeof header, NULL, NULL);
}

static void
seal_raw (void)
{
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 bytes[EAR_SEAL_CHUNK_BYTES];
  gsize n;

  begin_push (&state);
  while ((n = read_in (bytes, sizeof bytes)) > 0)
    push (&state, bytes, n, n < sizeof bytes);
}

static void
seal_compressed (void)
{
  crypto_secretstream_xchacha20poly1305_state state;
  ZSTD_CCtx *zstd = ZSTD_createCCtx ();
  guint8 bytes[BLOCK], chunk[EAR_SEAL_CHUNK_BYTES];
  gsize n, used = 0, left;

  ZSTD_CCtx_setParameter (zstd, ZSTD_c_compressionLevel, 1);
  ZSTD_CCtx_setParameter (zstd, ZSTD_c_windowLog, EAR_SEAL_WINDOW_LOG);
  begin_push (&state);
  do
    {
      ZSTD_inBuffer from = { bytes, n = read_in (bytes, sizeof bytes), 0 };

      do
        {
          ZSTD_outBuffer to = { chunk, sizeof chunk, used };

          left = ZSTD_compressStream2 (zstd, &to, &from, n == 0 ? ZSTD_e_end : ZSTD_e_continue);
          used = to.pos;
          if (used == sizeof chunk)
            {
              push (&state, chunk, used, FALSE);
              used = 0;
            }
        }
      while (n == 0 ? left > 0 : from.pos < from.size);
    }
  while (n > 0);
  push (&state, chunk, used, TRUE);
  ZSTD_freeCCtx (zstd);
}

static void
unseal_floor (gboolean compressed)
{
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
  guint8 sealed[EAR_SEAL_SEALED_CHUNK_BYTES], chunk[EAR_SEAL_CHUNK_BYTES], bytes[BLOCK];
  ZSTD_DCtx *zstd = ZSTD_createDCtx ();
  unsigned long long size;
  gsize n;

  need (read_in (header, sizeof header) == sizeof header, "header");
  crypto_secretstream_xchacha20poly1305_init_pull (&state, header, key);
  while ((n = read_in (sealed, sizeof sealed)) > 0)
    {
      ZSTD_inBuffer from = { chunk, 0, 0 };
      ZSTD_outBuffer to = { bytes, sizeof bytes, 0 };
      guint8 tag;

      need (crypto_secretstream_xchacha20poly1305_pull (&state, chunk, &size, &tag, sealed, n, NULL, 0) == 0, "pull");
      from.size = (gsize) size;
      if (!compressed)
        write_out (chunk, from.size, NULL, NULL);
      while (compressed && (from.pos < from.size || to.pos == sizeof bytes))
        {
          to.pos = 0;
          need (!ZSTD_isError (ZSTD_decompressStream (zstd, &to, &from)), "decompress");
          write_out (bytes, to.pos, NULL, NULL);
        }
    }
  ZSTD_freeDCtx (zstd);
}

int
main (int argc, char **argv)
{
  const char *what = argc > 3 ? argv[1] : "";

  need (argc > 3 && sodium_init () >= 0, "usage: bench-seal WHAT IN OUT [WORKBOOK]");
  in = open (argv[2], O_RDONLY | O_CLOEXEC);
  out = open (argv[3], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  need (in >= 0 && out >= 0, argv[2]);
  if (g_str_equal (what, "seal") && argc > 4)
    seal (argv[4]);
  else if (g_str_equal (what, "unseal") && argc > 4)
    unseal (argv[4], argv[2]);
  else if (g_str_equal (what, "raw"))
    seal_raw ();
  else if (g_str_equal (what, "floor"))
    seal_compressed ();
  else if (g_str_equal (what, "unraw") || g_str_equal (what, "unfloor"))
    unseal_floor (g_str_equal (what, "unfloor"));
  else
    need (FALSE, what);
  return 0;
}
