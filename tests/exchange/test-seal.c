/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed bundles: what is sealed comes back, for whom it is meant and nobody else; what was changed by a bit is refused
 * before anything in it is believed. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ear-bundle.h"
#include "ear-keys.h"
#include "ear-partner.h"
#include "seal-craft.h"

typedef struct
{
  char *folder, *path;
  EarStore *a, *b;
  EarId device_a, device_b;
} World;

static void
world_clear (World *world)
{
  ear_store_close (world->a);
  ear_store_close (world->b);
  g_free (world->path);
  ear_test_folder_remove (world->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* @a accepted @b with the keys that its bundle shows. */
static World
world_new (void)
{
  World world = { .folder = ear_test_folder_new () };
  g_autoptr (GError) error = NULL;
  g_autoptr (EarKeys) keys = NULL;
  g_autoptr (EarRecord) session = NULL;
  g_autoptr (EarRecord) voice = NULL;

  world.a = ear_test_store (world.folder, "a");
  world.b = ear_test_store (world.folder, "b");
  world.path = g_build_filename (world.folder, "sealed.earb", NULL);
  keys = ear_keys_load (world.b, &error);
  g_assert_no_error (error);
  world_merge (world.a, world.b, NULL);
  session = ear_test_session (world.a, "Tea & talk");
  voice = ear_test_voice (world.a, session, "The ramp is too steep – আমার কথা");
  g_assert_true (ear_store_get_device (world.a, &world.device_a, NULL));
  g_assert_true (ear_store_get_device (world.b, &world.device_b, NULL));
  ear_partner_accept (world.a, &world.device_b, NULL, &error);
  g_assert_no_error (error);
  return world;
}

static void
seal (World *world, const EarSealFor *whom)
{
  g_autoptr (GError) error = NULL;

  ear_seal_export (world->a, world->path, whom, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Everything a stream gives; what came before an error too. */
static GBytes *
drain (GInputStream *stream, GError **error)
{
  GByteArray *all = g_byte_array_new ();
  guint8 buffer[5000];
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, error)) > 0)
    g_byte_array_append (all, buffer, (guint) n);
  return g_byte_array_free_to_bytes (all);
}

static char *
open_text (EarStore *store, const char *path, const char *passphrase, EarSealInfo *info)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = ear_seal_open (store, path, passphrase, info, NULL, &error);
  g_autoptr (GBytes) bytes = NULL;
  gsize size;

  g_assert_no_error (error);
  bytes = drain (stream, &error);
  g_assert_no_error (error);
  /* The end stays the end. */
  g_assert_cmpint (g_input_stream_read (stream, &size, 1, NULL, &error), ==, 0);
  return g_strndup (g_bytes_get_data (bytes, &size), g_bytes_get_size (bytes));
}

/* @code as ear_seal_open() or the stream says it. What the stream gave before is compared with @plain (nullable). */
static void
must_refuse_as (EarStore *store, const char *path, const char *passphrase, int code, const char *says, const char *plain)
{
  g_autofree char *before = world_digest (store);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = ear_seal_open (store, path, passphrase, NULL, NULL, &error);

  if (stream != NULL)
    {
      g_autoptr (GBytes) given = drain (stream, &error);
      guint8 byte;

      if (error == NULL)
        g_error ("This was not refused.");
      if (plain != NULL)
        g_assert_cmpmem (plain, g_bytes_get_size (given), g_bytes_get_data (given, NULL), g_bytes_get_size (given));
      g_assert_cmpint (g_input_stream_read (stream, &byte, 1, NULL, NULL), ==, -1);
    }
  g_test_message ("%s", error->message);
  g_assert_error (error, EAR_EXCHANGE_ERROR, code);
  g_assert_nonnull (strstr (error->message, "Nothing was changed."));
  if (says != NULL && strstr (error->message, says) == NULL)
    g_error ("Does not say “%s”: %s", says, error->message);
  after = world_digest (store);
  g_assert_cmpstr (before, ==, after);
}

static void
test_recipient (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarKeys) keys = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *opened = NULL;
  g_autofree char *bytes = NULL;
  gboolean sealed = FALSE;
  EarSealInfo info;
  gsize size;

  seal (&world, &(EarSealFor) { .devices = &world.device_b, .n_devices = 1 });
  plain = world_export (world.a);
  opened = open_text (world.b, world.path, NULL, &info);
  g_assert_cmpstr (opened, ==, plain);
  g_assert_cmpuint (info.n_recipients, ==, 1);
  g_assert_false (info.by_passphrase);
  keys = ear_keys_load (world.a, NULL);
  g_assert_cmpmem (info.signing_key, sizeof info.signing_key, ear_keys_signing_public (keys), 32);
  g_assert_true (ear_seal_is_sealed (world.path, &sealed, NULL));
  g_assert_true (sealed);

  g_file_get_contents (world.path, &bytes, &size, NULL);
  g_assert_null (memmem (bytes, size, "ramp", 4));
  g_assert_null (memmem (bytes, size, "bundle", 6));
  /* Whoever sealed it cannot open it, having thrown the key away. */
  must_refuse_as (world.a, world.path, NULL, EAR_EXCHANGE_ERROR_NOT_FOR_US, "card", NULL);
  must_refuse_as (world.a, world.path, "tide", EAR_EXCHANGE_ERROR_NOT_FOR_US, NULL, NULL);
}

static void
test_passphrase (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *plain = NULL;
  g_autofree char *opened = NULL;
  g_autofree char *without_store = NULL;
  g_autofree char *other_form = NULL;
  EarSealInfo info;

  seal (&world, &(EarSealFor) { .passphrase = "caf\u00e9 by the tide" });
  plain = world_export (world.a);
  opened = open_text (world.b, world.path, "caf\u00e9 by the tide", &info);
  g_assert_cmpstr (opened, ==, plain);
  g_assert_true (info.by_passphrase);
  g_assert_cmpuint (info.n_recipients, ==, 0);
  without_store = open_text (NULL, world.path, "caf\u00e9 by the tide", NULL);
  g_assert_cmpstr (without_store, ==, plain);
  /* As a keyboard with a dead key for the accent may type it. */
  other_form = open_text (world.b, world.path, "cafe\u0301 by the tide", NULL);
  g_assert_cmpstr (other_form, ==, plain);

  must_refuse_as (world.b, world.path, NULL, EAR_EXCHANGE_ERROR_PASSPHRASE, "sealed with a passphrase", NULL);
  must_refuse_as (world.b, world.path, "cafe by the tide", EAR_EXCHANGE_ERROR_PASSPHRASE, "not the passphrase", NULL);
  must_refuse_as (world.b, world.path, "", EAR_EXCHANGE_ERROR_PASSPHRASE, NULL, NULL);
  must_refuse_as (world.b, world.path, "caf\xe9", EAR_EXCHANGE_ERROR_PASSPHRASE, NULL, NULL);
}

static void
test_both (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *plain = NULL;
  g_autofree char *by_key = NULL;
  g_autofree char *by_passphrase = NULL;

  seal (&world, &(EarSealFor) { .devices = &world.device_b, .n_devices = 1, .passphrase = "tide" });
  plain = world_export (world.a);
  by_key = open_text (world.b, world.path, NULL, NULL);
  g_assert_cmpstr (by_key, ==, plain);
  by_passphrase = open_text (world.a, world.path, "tide", NULL);
  g_assert_cmpstr (by_passphrase, ==, plain);
}

/* A workbook whose keys were never made opens nothing and makes none. */
static void
test_no_keys_yet (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarStore) c = ear_test_store (world.folder, "c");
  g_autofree char *setting = NULL;

  seal (&world, &(EarSealFor) { .devices = &world.device_b, .n_devices = 1 });
  must_refuse_as (c, world.path, NULL, EAR_EXCHANGE_ERROR_NOT_FOR_US, NULL, NULL);
  setting = ear_store_get_setting (c, "exchange-keys", NULL);
  g_assert_null (setting);
}

static void
sink_cb_fill (guint8 key[32], guint n)
{
  guint8 secret[32] = { (guint8) n, 7 };

  crypto_scalarmult_base (key, secret);
}

static gboolean
array_sink (gconstpointer bytes, gsize size, gpointer data, GError **error G_GNUC_UNUSED)
{
  g_byte_array_append (data, bytes, (guint) size);
  return TRUE;
}

/* Seals anything for @keys' owner alone, or for others before them. */
static GByteArray *
seal_bytes (const EarKeys *keys, guint n_others, gconstpointer bytes, gsize size, gsize portion)
{
  g_autofree guint8 (*recipients)[32] = g_malloc0_n (n_others + 1, sizeof *recipients);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (EarSealer) sealer = NULL;

  for (guint i = 0; i < n_others; i++)
    sink_cb_fill (recipients[i], i + 1);
  memcpy (recipients[n_others], keys->sealing_public, sizeof *recipients);
  sealer = ear_sealer_new (keys, (const guint8 (*)[32]) recipients, n_others + 1, NULL, NULL, array_sink, file, &error);
  g_assert_no_error (error);
  for (gsize at = 0; at < size; at += portion)
    ear_sealer_write ((const guint8 *) bytes + at, MIN (portion, size - at), sealer, &error);
  g_assert_no_error (error);
  ear_sealer_finish (sealer, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&file);
}

static void
save (const char *path, const GByteArray *file)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, (const char *) file->data, file->len, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static void
test_many_recipients (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarKeys) keys = ear_keys_load (world.b, NULL);
  g_autoptr (GByteArray) file = seal_bytes (keys, EAR_SEAL_MAX_RECIPIENTS - 1, "words", 5, 5);
  g_autofree EarId *too_many = g_new (EarId, EAR_SEAL_MAX_RECIPIENTS + 1);
  g_autofree char *opened = NULL;
  g_autoptr (GError) error = NULL;
  EarSealInfo info;

  save (world.path, file);
  opened = open_text (world.b, world.path, NULL, &info);
  g_assert_cmpstr (opened, ==, "words");
  g_assert_cmpuint (info.n_recipients, ==, EAR_SEAL_MAX_RECIPIENTS);

  for (guint i = 0; i <= EAR_SEAL_MAX_RECIPIENTS; i++)
    too_many[i] = world.device_b;
  g_unlink (world.path);
  ear_seal_export (world.a, world.path, &(EarSealFor) { .devices = too_many, .n_devices = EAR_SEAL_MAX_RECIPIENTS + 1 },
                   NULL, NULL, NULL, NULL, &error);
  g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_LIMIT);
  g_assert_false (g_file_test (world.path, G_FILE_TEST_EXISTS));
}

/* Sizes around the edges of a chunk, of bytes that cannot be compressed, given in portions of any size. */
static void
test_sizes (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarKeys) keys = ear_keys_load (world.b, NULL);
  const gsize most = 3 * 65536 + 40;
  g_autofree guint8 *bytes = g_malloc (most);

  randombytes_buf (bytes, most);
  for (gsize size = 0; size <= most; size += size < 65480 || (size > 65560 && size + 65 < most) ? 16370 : 1)
    {
      g_autoptr (GByteArray) file = seal_bytes (keys, 0, bytes, size, size % 3 == 0 ? 70000 : 4099);
      g_autoptr (GError) error = NULL;
      g_autoptr (GInputStream) stream = NULL;
      g_autoptr (GBytes) opened = NULL;

      save (world.path, file);
      stream = ear_seal_open (world.b, world.path, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      opened = drain (stream, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (bytes, size, g_bytes_get_data (opened, NULL), g_bytes_get_size (opened));
    }
}

static gboolean
opens (EarStore *store, const char *path, GError **error)
{
  g_autoptr (GInputStream) stream = ear_seal_open (store, path, "tide", NULL, NULL, error);

  return stream != NULL;
}

static void
rewrite (int fd, gsize at, guint8 byte)
{
  g_assert_cmpint (pwrite (fd, &byte, 1, (off_t) at), ==, 1);
}

static void
check_code (const GError *error, gsize at, gsize size)
{
  g_assert_true (error->domain == EAR_EXCHANGE_ERROR);
  g_assert_nonnull (strstr (error->message, "Nothing was changed."));
  if (at < 7 || (size > 0 && size < 7))
    return;
  if (error->code != EAR_EXCHANGE_ERROR_FORGED && error->code != EAR_EXCHANGE_ERROR_LIMIT
      && error->code != EAR_EXCHANGE_ERROR_NEWER_VERSION && error->code != EAR_EXCHANGE_ERROR_NOT_A_BUNDLE)
    g_error ("byte %" G_GSIZE_FORMAT ": %s", at, error->message);
}

/* A file for a key and a passphrase, so that every part of a header is there. */
static void
test_every_bit (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree guint8 *bytes = NULL;
  gsize size;
  int fd;

  seal (&world, &(EarSealFor) { .devices = &world.device_b, .n_devices = 1, .passphrase = "tide" });
  before = world_digest (world.b);
  g_assert_true (g_file_get_contents (world.path, (char **) &bytes, &size, NULL));
  fd = g_open (world.path, O_RDWR | O_CLOEXEC, 0);
  for (gsize at = 0; at < size; at++)
    {
      for (guint bit = 0; bit < 8; bit++)
        {
          g_autoptr (GError) error = NULL;

          rewrite (fd, at, bytes[at] ^ (guint8) (1 << bit));
          if (opens (world.b, world.path, &error))
            g_error ("Bit %u of byte %" G_GSIZE_FORMAT " does not matter.", bit, at);
          check_code (error, at, 0);
        }
      rewrite (fd, at, bytes[at]);
    }
  g_assert_true (opens (world.b, world.path, NULL));
  close (fd);
  after = world_digest (world.b);
  g_assert_cmpstr (before, ==, after);
}

static void
test_every_length (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GStatBuf info;

  seal (&world, &(EarSealFor) { .devices = &world.device_b, .n_devices = 1, .passphrase = "tide" });
  before = world_digest (world.b);
  g_assert_cmpint (g_stat (world.path, &info), ==, 0);
  for (gsize size = (gsize) info.st_size; size-- > 0;)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (truncate (world.path, (off_t) size), ==, 0);
      g_assert_false (opens (world.b, world.path, &error));
      check_code (error, size, size);
    }
  after = world_digest (world.b);
  g_assert_cmpstr (before, ==, after);
}

static void
test_bytes_after (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarKeys) keys = ear_keys_load (world.b, NULL);
  g_autoptr (GByteArray) file = seal_bytes (keys, 0, "words", 5, 5);

  g_byte_array_append (file, (const guint8 *) "\n", 1);
  save (world.path, file);
  must_refuse_as (world.b, world.path, NULL, EAR_EXCHANGE_ERROR_FORGED, "signature", NULL);
}

#define SEALED_CHUNK 65553

/* Chunks @order of a file with several; the rest stays as it is. */
static GByteArray *
rearrange (const GByteArray *file, gsize header, const int *order)
{
  GByteArray *other = g_byte_array_new ();
  gsize body = file->len - header - 64;

  g_byte_array_append (other, file->data, (guint) header);
  for (guint i = 0; order[i] >= 0; i++)
    {
      gsize at = (gsize) order[i] * SEALED_CHUNK;

      g_byte_array_append (other, file->data + header + at, (guint) MIN (SEALED_CHUNK, body - at));
    }
  g_byte_array_append (other, file->data + file->len - 64, 64);
  return other;
}

/* First by somebody on the way, whose signature does not hold; then by the signer, whose does. */
static void
test_chunk_games (void)
{
  static const int games[][8] = {
    { 1, 0, 2, 3, -1 },    { 0, 2, 1, 3, -1 }, { 0, 1, 3, -1 }, { 0, 1, 2, -1 }, { 1, 2, 3, -1 }, { 0, 1, 1, 2, 3, -1 },
    { 0, 1, 2, 3, 3, -1 }, { 0, 3, -1 },       { 3, -1 },       { 0, -1 },       { 0, 1, 2, 3, 0, -1 },
  };
  g_auto (World) world = world_new ();
  g_autoptr (EarKeys) keys = ear_keys_load (world.b, NULL);
  g_autofree guint8 *bytes = g_malloc (220000);
  g_autoptr (GByteArray) file = NULL;
  gsize header;

  randombytes_buf (bytes, 220000);
  file = seal_bytes (keys, 0, bytes, 220000, 220000);
  header = 12 + 32 + 3 + 80 + 24;
  g_assert_cmpuint ((file->len - header - 64) / SEALED_CHUNK, ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (games); i++)
    {
      g_autoptr (GByteArray) other = rearrange (file, header, games[i]);

      save (world.path, other);
      must_refuse_as (world.b, world.path, NULL, EAR_EXCHANGE_ERROR_FORGED, "signature does not hold", NULL);
      craft_resign (other, keys->signing_secret);
      save (world.path, other);
      must_refuse_as (world.b, world.path, NULL, EAR_EXCHANGE_ERROR_FORGED, "though its signature holds",
                      (const char *) bytes);
    }
}

/* Whoever takes the chunks of somebody else's file and signs them has another header, which they do not fit. */
static void
test_signed_by_another (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarKeys) keys = ear_keys_load (world.b, NULL);
  g_autoptr (GByteArray) file = seal_bytes (keys, 0, "words", 5, 5);
  guint8 seed[32] = { 9 }, signer[32], secret[64];

  crypto_sign_seed_keypair (signer, secret, seed);
  memcpy (file->data + 12, signer, sizeof signer);
  craft_resign (file, seed);
  save (world.path, file);
  must_refuse_as (world.b, world.path, NULL, EAR_EXCHANGE_ERROR_FORGED, "though its signature holds", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  ear_seal_set_test_effort (1, 8);
  g_test_add_func ("/exchange/seal/recipient", test_recipient);
  g_test_add_func ("/exchange/seal/passphrase", test_passphrase);
  g_test_add_func ("/exchange/seal/both", test_both);
  g_test_add_func ("/exchange/seal/no-keys-yet", test_no_keys_yet);
  g_test_add_func ("/exchange/seal/many-recipients", test_many_recipients);
  g_test_add_func ("/exchange/seal/sizes", test_sizes);
  g_test_add_func ("/exchange/seal/every-bit", test_every_bit);
  g_test_add_func ("/exchange/seal/every-length", test_every_length);
  g_test_add_func ("/exchange/seal/bytes-after", test_bytes_after);
  g_test_add_func ("/exchange/seal/chunk-games", test_chunk_games);
  g_test_add_func ("/exchange/seal/signed-by-another", test_signed_by_another);
  return g_test_run ();
}
