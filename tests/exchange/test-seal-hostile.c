/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed files that were made to do harm, under signatures that hold: each is refused with its reason, in no more memory
 * and time than an honest one, and the workbook is as it was. Also what somebody gets who is not meant, or not any more. */
#include <string.h>

#include "ear-keys.h"
#include "ear-merge.h"
#include "ear-partner.h"
#include "ear-store-quarantine.h"
#include "seal-craft.h"

#define TEXT                                                                                                           \
  WORLD_HEAD WORLD_AUTHORS "  <session id=\"aaaaaaaa-0000-7000-8000-000000000001\" " WORLD_AT "/>\n" WORLD_TAIL

typedef struct
{
  char *folder, *path;
  EarStore *store;
} World;

static void
world_clear (World *world)
{
  ear_store_close (world->store);
  g_free (world->path);
  ear_test_folder_remove (world->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static World
world_new (void)
{
  World world = { .folder = ear_test_folder_new () };
  g_autoptr (EarRecord) session = NULL;

  world.store = ear_test_store (world.folder, "mine");
  world.path = g_build_filename (world.folder, "in.earshot-sealed", NULL);
  session = ear_test_session (world.store, "Mine");
  return world;
}

static guint
local_facts (EarStore *store)
{
  return world_count (store, "SELECT (SELECT count (*) FROM accepted) + (SELECT count (*) FROM settings) "
                             "+ (SELECT count (*) FROM quarantine) + (SELECT count (*) FROM merges)");
}

static void
must_refuse (World *world, Craft *craft, int code, const char *says)
{
  const char *paths[] = { world->path, NULL };
  EarMergeOptions options = { .accept_all = TRUE, .allow_removals = TRUE, .passphrase = "tide" };
  g_autofree char *before = world_digest (world->store);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) looked = NULL;
  guint facts = local_facts (world->store);

  if (craft != NULL)
    craft_save (craft, world->path);
  g_assert_null (ear_merge_preview (world->store, paths, &options, NULL, NULL, NULL, &looked));
  g_assert_null (ear_merge_apply (world->store, paths, &options, NULL, NULL, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, EAR_EXCHANGE_ERROR, code);
  g_assert_cmpstr (error->message, ==, looked->message);
  g_assert_nonnull (strstr (error->message, "Nothing was changed."));
  if (strstr (error->message, says) == NULL)
    g_error ("Does not say “%s”: %s", says, error->message);
  after = world_digest (world->store);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (local_facts (world->store), ==, facts);
}

/* What is refused below differs from this in one thing. */
static void
test_honest (void)
{
  g_auto (World) world = world_new ();
  const char *paths[] = { world.path, NULL };
  EarMergeOptions options = { .passphrase = "tide" };
  g_autoptr (Craft) craft = craft_whole (&CRAFT_HEADER (), TEXT);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarMerge) merge = NULL;

  craft_save (craft, world.path);
  merge = ear_merge_apply (world.store, paths, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (((EarMergeFile *) merge->files->pdata[0])->result.n_records, ==, 1);
}

/* An entity that would grow with the square of the file is none in what was sealed either. */
static void
test_quadratic (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (GString) text = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE b [<!ENTITY a \"");
  g_autoptr (Craft) craft = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "aaaaaaaaaa");
  g_string_append (text, "\">]>\n<bundle xmlns=\"urn:earshot:bundle:1\">");
  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "&a;");
  g_string_append (text, "</bundle>");
  craft = craft_whole (&CRAFT_HEADER (), text->str);
  must_refuse (&world, craft, EAR_EXCHANGE_ERROR_NOT_XML, "DOCTYPE");
}

/* What a passphrase may be made to cost is capped before any of it is spent. */
static void
test_effort (void)
{
  static const struct
  {
    guint32 operations, memory_kib;
    int code;
    const char *says;
  } efforts[] = {
    { EAR_SEAL_OPERATIONS + 1, 8, EAR_EXCHANGE_ERROR_LIMIT, "4 passes" },
    { G_MAXUINT32, 8, EAR_EXCHANGE_ERROR_LIMIT, "4294967295 passes" },
    { 1, EAR_SEAL_MEMORY_KIB + 1, EAR_EXCHANGE_ERROR_LIMIT, "262145 KiB" },
    { 1, G_MAXUINT32, EAR_EXCHANGE_ERROR_LIMIT, "4294967295 KiB" },
    { 0, 8, EAR_EXCHANGE_ERROR_FORGED, "header is damaged" },
    { 1, 0, EAR_EXCHANGE_ERROR_FORGED, "header is damaged" },
    { 1, 7, EAR_EXCHANGE_ERROR_FORGED, "header is damaged" },
  };
  g_auto (World) world = world_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (efforts); i++)
    {
      CraftHeader header = CRAFT_HEADER ();
      g_autoptr (Craft) craft = NULL;

      header.operations = efforts[i].operations;
      header.memory_kib = efforts[i].memory_kib;
      craft = craft_whole (&header, TEXT);
      must_refuse (&world, craft, efforts[i].code, efforts[i].says);
    }
}

static void
test_header (void)
{
  g_auto (World) world = world_new ();
  static const struct
  {
    CraftHeader header;
    int code;
    const char *says;
  } headers[] = {
    { { 2, 1, 1, 1, 8, "tide" }, EAR_EXCHANGE_ERROR_NEWER_VERSION, "newer Earshot" },
    { { 255, 1, 1, 1, 8, "tide" }, EAR_EXCHANGE_ERROR_NEWER_VERSION, "newer Earshot" },
    { { 0, 1, 1, 1, 8, "tide" }, EAR_EXCHANGE_ERROR_NOT_A_BUNDLE, "not a sealed Earshot file" },
    { { 1, 0, 1, 1, 8, "tide" }, EAR_EXCHANGE_ERROR_FORGED, "header is damaged" },
    { { 1, 2, 1, 1, 8, "tide" }, EAR_EXCHANGE_ERROR_FORGED, "header is damaged" },
    { { 1, 1, 0, 1, 8, "tide" }, EAR_EXCHANGE_ERROR_FORGED, "header is damaged" },
    { { 1, 1, 2, 1, 8, "tide" }, EAR_EXCHANGE_ERROR_FORGED, "header is damaged" },
    { { 1, 1, 1, 1, 8, "tide", .extra = 1 }, EAR_EXCHANGE_ERROR_FORGED, "header is damaged" },
    { { 1, 1, 1, 1, 8, "tide", .extra = 8000 }, EAR_EXCHANGE_ERROR_FORGED, "header is damaged" },
    { { 1, 1, 1, 1, 8, "tide", .extra = 10000 }, EAR_EXCHANGE_ERROR_LIMIT, "at most" },
    { { 1, 1, 1, 1, 8, "tide", .length_off_by = -1 }, EAR_EXCHANGE_ERROR_FORGED, "header is damaged" },
    { { 1, 1, 1, 1, 8, "tide", .length_off_by = 1 }, EAR_EXCHANGE_ERROR_FORGED, "header is damaged" },
    { { 1, 1, 1, 1, 8, "tide", .length_off_by = G_MAXINT }, EAR_EXCHANGE_ERROR_LIMIT, "at most" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autoptr (Craft) craft = craft_whole (&headers[i].header, TEXT);

      must_refuse (&world, craft, headers[i].code, headers[i].says);
    }
}

/* More recipients said than there are, and more than there may be. */
static void
test_recipients (void)
{
  g_auto (World) world = world_new ();
  guint8 key[32] = { 9 };
  CraftHeader header = { 1, 1, 0, 0, 0, NULL, .recipient = key };
  const gsize at = 12 + 32 + 2;

  for (guint n = 0; n < 256; n += n == 0 || n == 100 || n == 101 ? 1 : n == 2 ? 98 : n == 1 ? 1 : 51)
    {
      g_autoptr (Craft) craft = craft_whole (&header, TEXT);

      if (n == 1)
        continue;
      craft->file->data[at] = (guint8) n;
      craft_resign (craft->file, craft->seed);
      must_refuse (&world, craft, EAR_EXCHANGE_ERROR_FORGED, "header is damaged");
    }
}

/* Few bytes that unpack to very many: told apart after what an honest file of that size could hold. */
static void
test_bomb (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (Craft) craft = craft_new (&CRAFT_HEADER ());
  const gsize size = (gsize) EAR_SEAL_FREE_BYTES + (80 << 20);
  g_autofree char *blanks = g_malloc (size);
  g_autoptr (GBytes) packed = NULL;

  memset (blanks, ' ', size);
  memcpy (blanks, WORLD_HEAD, strlen (WORLD_HEAD));
  packed = craft_compress (blanks, size, EAR_SEAL_WINDOW_LOG);
  g_assert_cmpuint (g_bytes_get_size (packed), <, 65536);
  craft_chunk (craft, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed), CRAFT_FINAL);
  craft_sign (craft);
  must_refuse (&world, craft, EAR_EXCHANGE_ERROR_LIMIT, "Unpacked it is larger");
}

/* Compressed so that unpacking would need a window of 16 MiB and more. */
static void
test_window (void)
{
  g_auto (World) world = world_new ();

  for (int log = EAR_SEAL_MAX_WINDOW_LOG + 1; log <= 27; log += 3)
    {
      g_autoptr (Craft) craft = craft_new (&CRAFT_HEADER ());
      g_autoptr (GBytes) packed = craft_compress (TEXT, strlen (TEXT), log);

      craft_chunk (craft, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed), CRAFT_FINAL);
      craft_sign (craft);
      must_refuse (&world, craft, EAR_EXCHANGE_ERROR_LIMIT, "more than 8 MiB of memory");
    }
}

/* No end, two ends, something after the end, nothing at all, and what is not compressed. */
static void
test_ends (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (GBytes) packed = craft_compress (TEXT, strlen (TEXT), EAR_SEAL_WINDOW_LOG);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (packed, &size);

  for (guint game = 0; game < 7; game++)
    {
      g_autoptr (Craft) craft = craft_new (&CRAFT_HEADER ());

      switch (game)
        {
        case 0:
          craft_chunk (craft, bytes, size, CRAFT_MESSAGE);
          break;
        case 1:
          craft_chunk (craft, bytes, size, CRAFT_FINAL);
          craft_chunk (craft, "", 0, CRAFT_FINAL);
          break;
        case 2:
          craft_chunk (craft, bytes, size / 2, CRAFT_FINAL);
          break;
        case 3:
          craft_chunk (craft, "", 0, CRAFT_FINAL);
          break;
        case 4:
          craft_chunk (craft, TEXT, strlen (TEXT), CRAFT_FINAL);
          break;
        case 5:
          craft_chunk (craft, bytes, size, crypto_secretstream_xchacha20poly1305_TAG_REKEY);
          break;
        default:
          craft_chunk (craft, bytes, size, crypto_secretstream_xchacha20poly1305_TAG_PUSH);
          break;
        }
      craft_sign (craft);
      must_refuse (&world, craft, EAR_EXCHANGE_ERROR_FORGED, "though its signature holds");
    }
}

/* What is sealed rightly and is no bundle. */
static void
test_inside (void)
{
  g_auto (World) world = world_new ();
  static const struct
  {
    const char *text;
    int code;
    const char *says;
  } insides[] = {
    { "", EAR_EXCHANGE_ERROR_NOT_XML, "ends too early" },
    { "EARSEAL\1", EAR_EXCHANGE_ERROR_NOT_XML, "line 1" },
    { "<!DOCTYPE bundle>" TEXT, EAR_EXCHANGE_ERROR_NOT_XML, "line 1" },
    { WORLD_HEAD "<bundle/>" WORLD_TAIL, EAR_EXCHANGE_ERROR_GRAMMAR, "line 3" },
    { WORLD_HEAD, EAR_EXCHANGE_ERROR_NOT_XML, "ends too early" },
    { "<groups xmlns=\"urn:earshot:reference:1\"/>", EAR_EXCHANGE_ERROR_NOT_A_BUNDLE, "not an Earshot bundle" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (insides); i++)
    {
      g_autoptr (Craft) craft = craft_whole (&CRAFT_HEADER (), insides[i].text);

      must_refuse (&world, craft, insides[i].code, insides[i].says);
    }
}

/* A file that says to be from a device whose key is known here, signed by somebody else. */
static void
test_in_anothers_name (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (Craft) craft = NULL;
  EarId device = world_id (WORLD_A);
  EarPublicKeys keys = { { 5 }, { 6 } };
  static const char text[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bundle xmlns=\"urn:earshot:bundle:1\" from=\"1\">\n" WORLD_AUTHORS
                             "  <session id=\"aaaaaaaa-0000-7000-8000-000000000001\" " WORLD_AT "/>\n" WORLD_TAIL;

  g_assert_true (ear_store_accept_device (world.store, &device, NULL));
  g_assert_true (ear_keys_pin (world.store, &device, &keys, NULL));
  craft = craft_whole (&CRAFT_HEADER (), text);
  must_refuse (&world, craft, EAR_EXCHANGE_ERROR_FORGED, "signed with another key");
}

/* Sealed for somebody else; and by somebody who was revoked after it was written. */
static void
test_not_meant (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarStore) sender = ear_test_store (world.folder, "theirs");
  g_autoptr (EarStore) other = ear_test_store (world.folder, "other");
  g_autoptr (EarKeys) theirs = ear_keys_load (sender, NULL);
  g_autoptr (EarKeys) others = ear_keys_load (other, NULL);
  g_autoptr (EarKeys) mine = ear_keys_load (world.store, NULL);
  g_autoptr (EarRecord) session = ear_test_session (sender, "Theirs");
  g_autoptr (GError) error = NULL;
  EarId from, to, me;

  g_assert_true (ear_store_get_device (sender, &from, NULL) && ear_store_get_device (other, &to, NULL)
                 && ear_store_get_device (world.store, &me, NULL));
  world_merge (sender, other, NULL);
  world_merge (sender, world.store, NULL);
  g_assert_true (ear_partner_accept (sender, &to, NULL, NULL) && ear_partner_accept (sender, &me, NULL, NULL));
  world_merge (world.store, sender, NULL);
  g_assert_true (ear_partner_accept (world.store, &from, NULL, NULL));
  g_assert_true (ear_seal_export (sender, world.path, &(EarSealFor) { .devices = &to, .n_devices = 1 }, NULL, NULL, NULL, NULL, &error));
  must_refuse (&world, NULL, EAR_EXCHANGE_ERROR_NOT_FOR_US, "sealed for other laptops");
  g_assert_true (ear_seal_export (sender, world.path, &(EarSealFor) { .devices = &me, .n_devices = 1 }, NULL, NULL, NULL, NULL, &error));
  g_assert_true (ear_partner_revoke (world.store, &from, TRUE, &error));
  must_refuse (&world, NULL, EAR_EXCHANGE_ERROR_REVOKED, "was revoked");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  ear_seal_set_test_effort (1, 8);
  g_test_add_func ("/exchange/seal-hostile/honest", test_honest);
  g_test_add_func ("/exchange/seal-hostile/quadratic", test_quadratic);
  g_test_add_func ("/exchange/seal-hostile/effort", test_effort);
  g_test_add_func ("/exchange/seal-hostile/header", test_header);
  g_test_add_func ("/exchange/seal-hostile/recipients", test_recipients);
  g_test_add_func ("/exchange/seal-hostile/bomb", test_bomb);
  g_test_add_func ("/exchange/seal-hostile/window", test_window);
  g_test_add_func ("/exchange/seal-hostile/ends", test_ends);
  g_test_add_func ("/exchange/seal-hostile/inside", test_inside);
  g_test_add_func ("/exchange/seal-hostile/in-anothers-name", test_in_anothers_name);
  g_test_add_func ("/exchange/seal-hostile/not-meant", test_not_meant);
  return g_test_run ();
}
