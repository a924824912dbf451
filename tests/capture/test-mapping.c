/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mapping themes to priorities: what counts then, what is on the lists of gaps, merged themes, and taking it back. */
#include "ear-mapping-list.h"
#include "ear-mapping-work.h"
#include "ear-test.h"

typedef struct
{
  EarTestFolder folder;
  EarStore *store;
  EarId plan, pillar, rails, buses, other_plan, elsewhere;
  EarId travel, buses_theme, food;
} World;

static EarId
put (EarStore *store, EarRecord *record)
{
  g_autoptr (GError) error = NULL;
  EarId id = record->id;

  ear_store_put (store, record, &error);
  g_assert_no_error (error);
  ear_record_free (record);
  return id;
}

static EarId
add_strategy (EarStore *store, const char *title)
{
  EarRecord *strategy = ear_record_new (EAR_KIND_STRATEGY);

  ear_record_set (strategy, EAR_STRATEGY_TITLE, title);
  return put (store, strategy);
}

static EarId
add_priority (EarStore *store, const EarId *strategy, const EarId *parent, gint64 position, const char *label, const char *nature)
{
  EarRecord *priority = ear_record_new (EAR_KIND_PRIORITY);

  ear_record_set_id (priority, EAR_PRIORITY_STRATEGY, strategy);
  ear_record_set_id (priority, EAR_PRIORITY_PARENT, parent);
  ear_record_set (priority, EAR_PRIORITY_LABEL, label);
  ear_record_set (priority, EAR_PRIORITY_NATURE, nature);
  ear_record_set_integer (priority, EAR_PRIORITY_POSITION, position);
  return put (store, priority);
}

static EarId
add_theme (EarStore *store, const char *name, const EarId *parent)
{
  EarRecord *theme = ear_record_new (EAR_KIND_THEME);

  ear_record_set (theme, EAR_THEME_NAME, name);
  ear_record_set_id (theme, EAR_THEME_PARENT, parent);
  return put (store, theme);
}

static void
say (EarStore *store, const EarRecord *session, const char *text, const EarId *theme)
{
  g_autoptr (EarRecord) voice = ear_test_voice (store, session, text);
  EarRecord *coding = ear_record_new (EAR_KIND_CODING);

  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, &voice->id);
  ear_record_set_id (coding, EAR_CODING_THEME, theme);
  put (store, coding);
}

static World *
world_new (void)
{
  World *world = g_new0 (World, 1);
  g_autoptr (EarRecord) session = NULL;

  world->folder = ear_test_folder_new ();
  world->store = ear_test_store (world->folder, "book");
  session = ear_test_session (world->store, "Drop-in");
  world->plan = add_strategy (world->store, "Moving");
  world->pillar = add_priority (world->store, &world->plan, NULL, 1, "Getting there", "pillar");
  world->rails = add_priority (world->store, &world->plan, &world->pillar, 1, "Rails", "priority");
  world->buses = add_priority (world->store, &world->plan, &world->pillar, 2, "Buses", "priority");
  world->other_plan = add_strategy (world->store, "Eating");
  world->elsewhere = add_priority (world->store, &world->other_plan, NULL, 1, "Plates", "priority");
  world->travel = add_theme (world->store, "Travel", NULL);
  world->buses_theme = add_theme (world->store, "Late buses", &world->travel);
  world->food = add_theme (world->store, "Food", NULL);
  say (world->store, session, "The bus never came", &world->buses_theme);
  say (world->store, session, "The soup was cold", &world->food);
  return world;
}

static void
world_free (World *world)
{
  g_clear_pointer (&world->store, ear_store_close);
  ear_test_folder_remove (world->folder);
  g_free (world);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static char *
mappings (World *world, const EarId *strategy)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = ear_mapping_list (world->store, strategy, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const EarMappingRow *row = rows->pdata[i];

      g_string_append_printf (text, "%s<%s(%s) ", row->priority_label, row->theme_name, row->reason == NULL ? "" : row->reason);
    }
  return g_string_free (text, FALSE);
}

static char *
gaps (World *world, const EarId *strategy)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) priorities = ear_unmapped_priorities (world->store, strategy, &error);
  g_autoptr (GPtrArray) themes = ear_unmapped_themes (world->store, strategy, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < priorities->len; i++)
    g_string_append_printf (text, "%s ", ((EarUnmapped *) priorities->pdata[i])->label);
  g_string_append (text, "| ");
  for (guint i = 0; i < themes->len; i++)
    g_string_append_printf (text, "%s:%u ", ((EarUnmapped *) themes->pdata[i])->label, ((EarUnmapped *) themes->pdata[i])->voices);
  return g_string_free (text, FALSE);
}

#define expect(text_, expected_)                                                                                                   \
  do                                                                                                                               \
    {                                                                                                                              \
      g_autofree char *found_ = text_;                                                                                             \
      g_assert_cmpstr (found_, ==, expected_);                                                                                     \
    }                                                                                                                              \
  while (0)

static guint
voices_for (World *world, const EarId *priority)
{
  g_autoptr (GError) error = NULL;
  gint64 n = ear_voice_count (world->store, &(EarVoiceFilter){ .priority = priority }, &error);

  g_assert_no_error (error);
  return (guint) n;
}

static void
test_set (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;

  expect (gaps (world, &world->plan), "Rails Buses | Food:1 Travel:1 Late buses:1 ");
  g_assert_true (ear_mapping_set (world->store, &world->travel, &world->buses, "asked for", NULL, &error));
  expect (mappings (world, NULL), "Buses<Travel(asked for) ");
  expect (mappings (world, &world->other_plan), "");
  /* The theme below counts with it, the pillar above the priority too. */
  g_assert_cmpuint (voices_for (world, &world->buses), ==, 1);
  g_assert_cmpuint (voices_for (world, &world->pillar), ==, 1);
  expect (gaps (world, &world->plan), "Rails | Food:1 ");
  expect (gaps (world, &world->other_plan), "Plates | Food:1 Travel:1 Late buses:1 ");
  expect (gaps (world, NULL), "Plates Rails | Food:1 ");
}

/* Two laptops that map one pair write one record. */
static void
test_same_record (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  EarId derived = ear_id_derive_link ("mapping", &world->food, &world->rails);
  g_autoptr (EarRecord) record = NULL;

  g_assert_true (ear_mapping_set (world->store, &world->food, &world->rails, NULL, NULL, &error));
  g_assert_true (ear_mapping_set (world->store, &world->food, &world->rails, "dining cars", NULL, &error));
  expect (mappings (world, NULL), "Rails<Food(dining cars) ");
  record = ear_store_get (world->store, EAR_KIND_MAPPING, &derived, &error);
  g_assert_nonnull (record);
}

static void
test_merged_theme (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();

  g_assert_true (ear_mapping_set (world->store, &world->food, &world->rails, "old", NULL, &error));
  g_assert_true (ear_codebook_merge (world->store, &world->food, &world->travel, NULL, &error));
  expect (mappings (world, NULL), "Rails<Travel(old) ");
  /* A merged theme that somebody still names means the other one. */
  g_assert_true (ear_mapping_set (world->store, &world->food, &world->rails, "new", NULL, &error));
  expect (mappings (world, NULL), "Rails<Travel(new) ");
  g_assert_true (ear_mapping_unset (world->store, &world->travel, &world->rails, before, &error));
  expect (mappings (world, NULL), "");
  g_assert_cmpuint (before->len, ==, 2);
  g_assert_true (ear_codebook_take_back (world->store, before, &error));
  g_assert_no_error (error);
  expect (mappings (world, NULL), "Rails<Travel(new) ");
}

static void
test_take_back (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) made = ear_codebook_before_new (), changed = ear_codebook_before_new ();

  g_assert_true (ear_mapping_set (world->store, &world->travel, &world->buses, "first", made, &error));
  g_assert_true (ear_mapping_set (world->store, &world->travel, &world->buses, "second", changed, &error));
  g_assert_true (ear_codebook_take_back (world->store, changed, &error));
  expect (mappings (world, NULL), "Buses<Travel(first) ");
  g_assert_true (ear_codebook_take_back (world->store, made, &error));
  expect (mappings (world, NULL), "");
}

static void
test_refused (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  EarId nobody = ear_id_new ();

  g_assert_false (ear_mapping_unset (world->store, &world->food, &world->rails, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_MAPPED);
  g_clear_error (&error);
  g_assert_false (ear_mapping_set (world->store, &nobody, &world->rails, NULL, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_HERE);
  g_clear_error (&error);
  g_assert_true (ear_store_set_deleted (world->store, EAR_KIND_PRIORITY, &world->rails, TRUE, &error));
  g_assert_false (ear_mapping_set (world->store, &world->food, &world->rails, NULL, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_HERE);
  expect (mappings (world, NULL), "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capture/mapping/set", test_set);
  g_test_add_func ("/capture/mapping/same-record", test_same_record);
  g_test_add_func ("/capture/mapping/merged-theme", test_merged_theme);
  g_test_add_func ("/capture/mapping/take-back", test_take_back);
  g_test_add_func ("/capture/mapping/refused", test_refused);
  return g_test_run ();
}
