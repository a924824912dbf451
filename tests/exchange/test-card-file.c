/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An exchange card as a file: whatever was changed on the way is refused, and the published schema and the program's own grammar
 * refuse the same. */
#include <string.h>

#include "ear-card-format.h"
#include "ear-seal-format.h"
#include "grammar-judge.h"

typedef struct
{
  char *folder, *path;
  EarStore *a, *b;
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

/* The other laptop's names have to be escaped. */
static World
world_new (void)
{
  World world = { .folder = ear_test_folder_new () };
  g_autoptr (EarRecord) organisation = ear_record_new (EAR_KIND_ORGANISATION);
  g_autoptr (GError) error = NULL;

  world.a = ear_test_store (world.folder, "Hub");
  world.b = ear_test_store (world.folder, "Links");
  world.path = g_build_filename (world.folder, "one.earshot-card.xml", NULL);
  ear_record_set (organisation, EAR_ORGANISATION_NAME, "Example \"Links\"");
  ear_store_put (world.b, organisation, &error);
  g_assert_no_error (error);
  ear_store_set_identity (world.b, "Links & <co>", &organisation->id, &error);
  g_assert_no_error (error);
  return world;
}

static void
write_card (World *world, EarStore *of)
{
  g_autoptr (GError) error = NULL;

  ear_card_write (of, world->path, &error);
  g_assert_no_error (error);
}

/* Any change of any byte: where it is still XML of the right form, something is said that was not signed. */
static void
test_every_bit (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;
  gsize size, begin;

  write_card (&world, world.b);
  before = world_digest (world.a);
  g_assert_true (g_file_get_contents (world.path, &text, &size, NULL));
  /* In the comment nothing is said. */
  begin = (gsize) (strstr (text, "<card") - text);
  changed = g_malloc (size);
  for (gsize at = begin; at < size - 1; at++)
    {
      for (guint bit = 0; bit < 8; bit++)
        {
          EarXmlSource source = { .name = "card", .size = size };
          g_autoptr (GInputStream) stream = NULL;
          g_autoptr (EarCard) other = NULL;
          g_autoptr (GError) error = NULL;

          memcpy (changed, text, size);
          changed[at] = (char) (changed[at] ^ (1 << bit));
          stream = g_memory_input_stream_new_from_data (changed, (gssize) size, NULL);
          source.stream = stream;
          other = ear_card_read_stream (&source, &error);
          /* A blank between elements may become another blank. */
          if (other != NULL && strchr (" \n\t\r", text[at]) == NULL)
            g_error ("Bit %u of byte %" G_GSIZE_FORMAT " does not matter.", bit, at);
          if (other != NULL)
            continue;
          g_assert_true (error->domain == EAR_EXCHANGE_ERROR);
          g_assert_nonnull (strstr (error->message, "Nothing was changed."));
        }
    }
  after = world_digest (world.a);
  g_assert_cmpstr (before, ==, after);
}

static void
test_every_length (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *text = NULL;
  gsize size;

  write_card (&world, world.b);
  g_assert_true (g_file_get_contents (world.path, &text, &size, NULL));
  for (gsize length = 0; length < size - 1; length++)
    {
      EarXmlSource source = { .name = "card", .size = length };
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, (gssize) length, NULL);
      g_autoptr (GError) error = NULL;

      source.stream = stream;
      g_assert_null (ear_card_read_stream (&source, &error));
      g_assert_true (error->domain == EAR_EXCHANGE_ERROR);
      g_assert_nonnull (strstr (error->message, "Nothing was changed."));
    }
}

/* --- The published schema and the program's own grammar say the same */

static gboolean
take_card (EarStore *store G_GNUC_UNUSED, const char *text, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);
  EarXmlSource source = { .stream = stream, .name = "card" };
  g_autoptr (EarCard) card = ear_card_read_stream (&source, error);

  /* That a signature is another's no grammar can tell. */
  return card != NULL || g_error_matches (*error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_FORGED);
}

#define KEY "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define ID "01999f04-8e60-7cc4-8a46-fda0bdda7bb7"
#define WORDS "acorn-amber-anchor-apple-arrow-attic-autumn-bagel"
#define HEAD "<card xmlns=\"urn:earshot:card:1\" device=\"" ID "\" made=\"2026-11-25\">"
#define NAME "<name>N</name>"
#define KEYS "<signing-key>" KEY "</signing-key><sealing-key>" KEY "</sealing-key>"
#define END "<words>" WORDS "</words><signature>" KEY KEY "</signature></card>"
#define MADE(day) "<card xmlns=\"urn:earshot:card:1\" device=\"" ID "\" made=\"" day "\">" NAME KEYS END
#define NAMED(name) HEAD "<name>" name "</name>" KEYS END
#define WORDED(words) HEAD NAME KEYS "<words>" words "</words><signature>" KEY KEY "</signature></card>"

static const struct
{
  gboolean expected;
  const char *text;
} cards[] = {
  { TRUE, HEAD NAME KEYS END },
  { TRUE, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!-- a comment -->\n" HEAD "\n  " NAME "\n " KEYS END "\n" },
  { TRUE, HEAD NAME "<organisation id=\"" ID "\">O</organisation>" KEYS END },
  { TRUE, NAMED ("আমার কথা &amp; <![CDATA[<b>]]>") },
  { FALSE, HEAD NAME "<organisation>O</organisation>" KEYS END },
  { FALSE, HEAD NAME "<organisation id=\"" ID "\"/>" KEYS END },
  { FALSE, HEAD "<organisation id=\"" ID "\">O</organisation>" NAME KEYS END },
  { FALSE, HEAD NAME NAME KEYS END },
  { FALSE, HEAD KEYS END },
  { FALSE, HEAD NAME END },
  { FALSE, HEAD NAME KEYS "</card>" },
  { FALSE, HEAD NAME KEYS "<words>" WORDS "</words></card>" },
  { FALSE, HEAD NAME KEYS "<note/>" END },
  { FALSE, HEAD "text" NAME KEYS END },
  { FALSE, NAMED ("") },
  { FALSE, NAMED ("two\nlines") },
  { FALSE, NAMED ("a\ttab") },
  { FALSE, NAMED ("<b>N</b>") },
  { FALSE, HEAD "<name lang=\"en\">N</name>" KEYS END },
  { FALSE, HEAD NAME "<signing-key> " KEY "</signing-key><sealing-key>" KEY "</sealing-key>" END },
  { FALSE, HEAD NAME "<signing-key>" KEY "0</signing-key><sealing-key>" KEY "</sealing-key>" END },
  { FALSE, HEAD NAME "<signing-key>AA112233445566778899aabbccddeeff00112233445566778899aabbccddeeff</signing-key><sealing-key>" KEY "</sealing-key>" END },
  { FALSE, WORDED ("acorn-amber") },
  { FALSE, WORDED (WORDS "-acorn") },
  { FALSE, WORDED ("acorn--anchor-apple-arrow-attic-autumn-bagel") },
  { FALSE, WORDED ("Acorn-amber-anchor-apple-arrow-attic-autumn-bagel") },
  { FALSE, WORDED ("-amber-anchor-apple-arrow-attic-autumn-bagel-bamboo") },
  { FALSE, HEAD NAME KEYS "<words>" WORDS "</words><signature>" KEY "</signature></card>" },
  { TRUE, MADE ("2024-02-29") },
  { FALSE, MADE ("2026-02-29") },
  { FALSE, MADE ("2026-13-01") },
  { FALSE, MADE ("2026-1-1") },
  { FALSE, MADE ("0999-01-01") },
  { FALSE, MADE ("2026-11-25T10:00") },
  { FALSE, MADE ("") },
  { FALSE, "<card xmlns=\"urn:earshot:card:1\" made=\"2026-11-25\">" NAME KEYS END },
  { FALSE, "<card xmlns=\"urn:earshot:card:1\" device=\"" ID "\">" NAME KEYS END },
  { FALSE, "<card xmlns=\"urn:earshot:card:1\" device=\"00000000-0000-0000-0000-000000000000\" made=\"2026-11-25\">" NAME KEYS END },
  { FALSE, "<card xmlns=\"urn:earshot:card:1\" device=\"" ID "\" made=\"2026-11-25\" to=\"x\">" NAME KEYS END },
  { FALSE, "<card xmlns=\"urn:earshot:card:2\" device=\"" ID "\" made=\"2026-11-25\">" NAME KEYS END },
  { FALSE, "<card xmlns=\"urn:earshot:bundle:1\" device=\"" ID "\" made=\"2026-11-25\">" NAME KEYS END },
  { FALSE, "<cards xmlns=\"urn:earshot:card:1\"/>" },
  { FALSE, HEAD NAME KEYS END HEAD NAME KEYS END },
};

static void
test_grammar (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    judge_add (cards[i].expected, "card", g_strdup (cards[i].text));
  write_card (&world, world.b);
  g_assert_true (g_file_get_contents (world.path, &text, NULL, NULL));
  judge_add (TRUE, "written", g_steal_pointer (&text));
  judge_all ("card.rnc", take_card);
}

static void
must_not_read (World *world, const char *text, int code, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (world->path, text, -1, NULL));
  g_assert_null (ear_card_read (world->path, &error));
  g_assert_error (error, EAR_EXCHANGE_ERROR, code);
  if (strstr (error->message, says) == NULL)
    g_error ("Does not say “%s”: %s", says, error->message);
}

static void
test_hostile (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *long_name = g_strnfill (5000, 'n');
  g_autofree char *too_long = g_strdup_printf (HEAD "<name>%s</name>" KEYS END, long_name);
  g_autofree char *padding = g_strnfill (70000, ' ');
  g_autofree char *too_large = g_strdup_printf (HEAD "%s" NAME KEYS END, padding);

  must_not_read (&world, "<!DOCTYPE card [<!ENTITY a \"aaaa\">]>" HEAD NAME KEYS END, EAR_EXCHANGE_ERROR_NOT_XML, "DOCTYPE");
  must_not_read (&world, too_long, EAR_EXCHANGE_ERROR_LIMIT, "too long");
  must_not_read (&world, too_large, EAR_EXCHANGE_ERROR_LIMIT, "too large");
  must_not_read (&world, HEAD "\n" NAME "\n<note/>" KEYS END, EAR_EXCHANGE_ERROR_GRAMMAR, "line 3");
  must_not_read (&world, "<card xmlns=\"urn:earshot:card:2\"/>", EAR_EXCHANGE_ERROR_NEWER_VERSION, "newer Earshot");
  must_not_read (&world, "", EAR_EXCHANGE_ERROR_NOT_XML, "ends too early");
  must_not_read (&world, HEAD NAME KEYS END, EAR_EXCHANGE_ERROR_FORGED, "signature");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_add_func ("/exchange/card-file/every-bit", test_every_bit);
  g_test_add_func ("/exchange/card-file/every-length", test_every_length);
  g_test_add_func ("/exchange/card-file/grammar", test_grammar);
  g_test_add_func ("/exchange/card-file/hostile", test_hostile);
  return g_test_run ();
}
