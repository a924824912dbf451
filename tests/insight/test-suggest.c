/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Themes suggested from codings: what was learnt, why, and that nothing is coded by it. */
#include "ear-suggest.h"
#include "insight-world.h"

static EarId
put_theme (World *world, const char *name)
{
  EarRecord *theme = ear_record_new (EAR_KIND_THEME);

  ear_record_set (theme, EAR_THEME_NAME, name);
  return world_put (world, theme);
}

static EarId
put_coded (World *world, const EarRecord *session, const char *text, const EarId *theme)
{
  g_autoptr (EarRecord) voice = ear_test_voice (world->store, session, text);
  EarRecord *coding = ear_record_new (EAR_KIND_CODING);

  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, &voice->id);
  ear_record_set_id (coding, EAR_CODING_THEME, theme);
  ear_record_set (coding, EAR_CODING_CODER, "R1");
  world_put (world, coding);
  return voice->id;
}

typedef struct
{
  EarId waiting, transport;
} Themes;

static World *
make (Themes *themes)
{
  static const char *const waits[] = { "I waited four hours on the phone", "They kept me waiting for months", "Waiting and waiting, no letter came",
                                       "The waiting list is a year long", "Nobody answers the phone, I waited again" };
  static const char *const buses[] = { "The bus to the hospital was cut", "There is no bus after six", "I cannot drive and the bus is late",
                                       "Two buses to the hospital and back", "The taxi to the hospital costs more than I have" };
  World *world = world_new_empty ();
  g_autoptr (EarRecord) session = ear_test_session (world->store, "Drop-in");

  themes->waiting = put_theme (world, "Waiting times");
  themes->transport = put_theme (world, "Getting there");
  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    put_coded (world, session, waits[i], &themes->waiting);
  for (gsize i = 0; i < G_N_ELEMENTS (buses); i++)
    put_coded (world, session, buses[i], &themes->transport);
  return world;
}

static void
test_suggests (void)
{
  Themes themes;
  g_autoptr (World) world = make (&themes);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarSuggester) suggester = ear_suggester_load (world->store, &error);
  g_autoptr (GPtrArray) one = NULL, none = NULL;

  g_assert_no_error (error);
  one = ear_suggester_suggest (suggester, "WAITED a year, then nobody on the phone", 3);
  g_assert_cmpuint (one->len, >=, 1);
  g_assert_true (ear_id_equal (&((EarSuggestion *) one->pdata[0])->theme, &themes.waiting));
  g_assert_nonnull (g_strstr_len (((EarSuggestion *) one->pdata[0])->words, -1, "phone"));
  g_assert_cmpuint (((EarSuggestion *) one->pdata[0])->alike, >=, 2);
  none = ear_suggester_suggest (suggester, "Zebra quagga okapi", 3);
  g_assert_cmpuint (none->len, ==, 0);
}

/* Leaving one out must be the same as never having had it. */
static void
test_accuracy (void)
{
  Themes themes;
  g_autoptr (World) world = make (&themes);
  g_autoptr (EarSuggester) suggester = ear_suggester_load (world->store, NULL);
  guint right, n = ear_suggester_test (suggester, 1, &right), expected = 0;

  world_reload (world);
  for (guint i = 0; i < world->records[EAR_KIND_CONTRIBUTION]->len; i++)
    {
      const EarRecord *voice = world->records[EAR_KIND_CONTRIBUTION]->pdata[i];
      g_autoptr (EarSuggester) without = NULL;
      g_autoptr (GPtrArray) found = NULL;
      g_autofree char *text = g_strdup (ear_record_get (voice, EAR_CONTRIBUTION_TEXT));
      g_autoptr (GHashTable) given = world_themes_of (world, voice);

      g_assert_true (ear_store_set_deleted (world->store, EAR_KIND_CONTRIBUTION, &voice->id, TRUE, NULL));
      without = ear_suggester_load (world->store, NULL);
      found = ear_suggester_suggest (without, text, 1);
      expected += found->len > 0 && g_hash_table_contains (given, &((EarSuggestion *) found->pdata[0])->theme);
      g_assert_true (ear_store_set_deleted (world->store, EAR_KIND_CONTRIBUTION, &voice->id, FALSE, NULL));
    }
  g_assert_cmpuint (n, ==, 10);
  g_assert_cmpuint (right, ==, expected);
  g_assert_cmpuint (right, >=, 7);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/insight/suggest/suggests", test_suggests);
  g_test_add_func ("/insight/suggest/accuracy", test_accuracy);
  return g_test_run ();
}
