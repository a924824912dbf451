/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions, trees, evidence and finding, held against plain loops over the records. */
#include "ear-terms.h"
#include "insight-world.h"

static void
test_sessions (void)
{
  g_autoptr (World) world = world_new_random ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = ear_session_list (world->store, &error);
  guint n_live = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < world->records[EAR_KIND_SESSION]->len; i++)
    n_live += !ear_record_is_deleted (g_ptr_array_index (world->records[EAR_KIND_SESSION], i));
  g_assert_cmpuint (rows->len, ==, n_live);
  for (guint i = 0; i < rows->len; i++)
    {
      const EarSessionRow *row = g_ptr_array_index (rows, i);
      guint voices = 0;

      for (guint v = 0; v < world->records[EAR_KIND_CONTRIBUTION]->len; v++)
        {
          const EarRecord *voice = g_ptr_array_index (world->records[EAR_KIND_CONTRIBUTION], v);
          EarId session;

          voices += world_is_voice (world, voice) && ear_record_get_id (voice, EAR_CONTRIBUTION_SESSION, &session)
                    && ear_id_equal (&session, &row->id);
        }
      g_assert_cmpuint (row->voices, ==, voices);
      if (i > 0 && row->started != NULL)
        g_assert_cmpstr (((EarSessionRow *) g_ptr_array_index (rows, i - 1))->started, >=, row->started);
    }
}

static EarId
make_named (World *world, EarKind kind, guint field, const char *name)
{
  EarRecord *record = ear_record_new (kind);

  ear_record_set (record, field, name);
  return world_put (world, record);
}

static void
test_session_groups (void)
{
  g_autoptr (World) world = world_new_empty ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  EarId carers = make_named (world, EAR_KIND_GROUP, EAR_GROUP_NAME, "Carers");
  EarId women = make_named (world, EAR_KIND_GROUP, EAR_GROUP_NAME, "Bangladeshi women");
  EarId session = make_named (world, EAR_KIND_SESSION, EAR_SESSION_TITLE, "Coffee morning");
  const EarId *groups[] = { &women, &carers };
  const int people[] = { 3, 7 };

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      EarRecord *link = ear_record_new (EAR_KIND_SESSION_GROUP);

      ear_record_set_id (link, EAR_SESSION_GROUP_SESSION, &session);
      ear_record_set_id (link, EAR_SESSION_GROUP_GROUP, groups[i]);
      ear_record_set_integer (link, EAR_SESSION_GROUP_PEOPLE, people[i]);
      world_put (world, link);
    }
  rows = ear_session_list (world->store, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((EarSessionRow *) rows->pdata[0])->groups, ==, "Carers 7; Bangladeshi women 3");
  g_assert_cmpuint (((EarSessionRow *) rows->pdata[0])->voices, ==, 0);
}

static void
check_tree (World *world, EarKind kind, EarDimension dimension)
{
  EarSummaryRequest request = { .rows = dimension };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = ear_tree_list (world->store, kind, NULL, &error);
  g_autoptr (GHashTable) depths = g_hash_table_new (ear_id_hash, ear_id_equal);
  guint n_live = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < world->records[kind]->len; i++)
    n_live += world_is_live (world, kind, &((EarRecord *) g_ptr_array_index (world->records[kind], i))->id);
  g_assert_cmpuint (rows->len, <=, n_live);
  if (kind == EAR_KIND_GROUP || kind == EAR_KIND_PLACE)
    g_assert_cmpuint (rows->len, ==, n_live);
  for (guint i = 0; i < rows->len; i++)
    {
      EarTreeRow *row = g_ptr_array_index (rows, i);
      g_autofree char *id = ear_id_to_string (&row->id);

      g_assert_cmpuint (row->voices, ==, world_count (world, &request, id, NULL).contributions);
      /* The one above comes before, one step higher. */
      if (ear_id_is_none (&row->parent))
        g_assert_cmpuint (row->depth, ==, 0);
      else
        g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (depths, &row->parent)), ==, row->depth);
      g_hash_table_insert (depths, &row->id, GUINT_TO_POINTER (row->depth + 1));
    }
}

static void
test_trees (void)
{
  for (guint w = 0; w < 3; w++)
    {
      g_autoptr (World) world = world_new_random ();

      check_tree (world, EAR_KIND_THEME, EAR_DIMENSION_THEME);
      check_tree (world, EAR_KIND_GROUP, EAR_DIMENSION_GROUP);
      check_tree (world, EAR_KIND_PLACE, EAR_DIMENSION_PLACE);
      check_tree (world, EAR_KIND_PRIORITY, EAR_DIMENSION_PRIORITY);
    }
}

/* A theme that is retired or merged and empty is offered to nobody. */
static void
test_passed_themes (void)
{
  g_autoptr (World) world = world_new_empty ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  EarId kept = make_named (world, EAR_KIND_THEME, EAR_THEME_NAME, "Kept");
  EarRecord *retired = ear_record_new (EAR_KIND_THEME), *merged = ear_record_new (EAR_KIND_THEME);

  ear_record_set (retired, EAR_THEME_NAME, "Retired");
  ear_record_set_flag (retired, EAR_THEME_RETIRED, TRUE);
  world_put (world, retired);
  ear_record_set (merged, EAR_THEME_NAME, "Merged");
  ear_record_set_id (merged, EAR_THEME_MERGED_INTO, &kept);
  world_put (world, merged);

  rows = ear_tree_list (world->store, EAR_KIND_THEME, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (((EarTreeRow *) rows->pdata[0])->name, ==, "Kept");
}

/* As a person would put them: bands of age by their numbers, and capital letters make no difference. */
static void
test_order_of_names (void)
{
  static const char *const names[] = { "5 to 10", "5 to 100", "11 to 15", "011 to 16", "Ward 9", "ward 10", "Ward 10 East", "Åsa" };
  static const guint put_in[] = { 3, 7, 1, 5, 0, 6, 2, 4 };
  g_autoptr (World) world = world_new_empty ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (put_in); i++)
    make_named (world, EAR_KIND_GROUP, EAR_GROUP_NAME, names[put_in[i]]);
  rows = ear_tree_list (world->store, EAR_KIND_GROUP, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpstr (((EarTreeRow *) rows->pdata[i])->name, ==, names[i]);
}

typedef struct
{
  guint voices, works, does_not_work, ideas, questions, unsaid;
  GHashTable *groups;
} Expected;

static void
add_expected (World *world, const EarRecord *voice, Expected *expected)
{
  const char *feeling = ear_record_get (voice, EAR_CONTRIBUTION_FEELING);
  g_autoptr (GHashTable) groups = world_groups_of (world, voice);
  GHashTableIter iter;
  gpointer key;

  expected->voices++;
  expected->works += g_strcmp0 (feeling, "working-well") == 0 || g_strcmp0 (feeling, "mixed") == 0;
  expected->does_not_work += g_strcmp0 (feeling, "not-working") == 0 || g_strcmp0 (feeling, "mixed") == 0;
  expected->ideas += g_strcmp0 (feeling, "idea") == 0;
  expected->questions += g_strcmp0 (feeling, "question") == 0;
  expected->unsaid += feeling == NULL;
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      if (world_is_live (world, EAR_KIND_GROUP, key))
        g_hash_table_add (expected->groups, g_memdup2 (key, sizeof (EarId)));
    }
}

static void
check_evidence (World *world, const EarId *strategy, const EarEvidenceRow *row)
{
  Expected expected = { .groups = world_id_set () };
  gboolean has_children = FALSE, bare;

  for (guint i = 0; i < world->records[EAR_KIND_CONTRIBUTION]->len; i++)
    {
      const EarRecord *voice = g_ptr_array_index (world->records[EAR_KIND_CONTRIBUTION], i);
      g_autoptr (GHashTable) items = world_items_of (world, voice, strategy);

      if (world_is_voice (world, voice) && g_hash_table_contains (items, &row->id))
        add_expected (world, voice, &expected);
    }
  for (guint i = 0; i < world->records[EAR_KIND_PRIORITY]->len; i++)
    {
      const EarRecord *other = g_ptr_array_index (world->records[EAR_KIND_PRIORITY], i);
      g_autoptr (GHashTable) above = world_id_set ();

      world_add_with_above (world, EAR_KIND_PRIORITY, &other->id, above);
      has_children = has_children || (!ear_id_equal (&other->id, &row->id) && g_hash_table_contains (above, &row->id));
    }
  bare = has_children || g_str_equal (row->nature, "pillar");
  g_assert_cmpuint (row->count.contributions, ==, expected.voices);
  g_assert_cmpuint (row->works, ==, expected.works);
  g_assert_cmpuint (row->does_not_work, ==, expected.does_not_work);
  g_assert_cmpuint (row->ideas, ==, expected.ideas);
  g_assert_cmpuint (row->questions, ==, expected.questions);
  g_assert_cmpuint (row->unsaid, ==, expected.unsaid);
  g_assert_cmpuint (row->n_groups, ==, g_hash_table_size (expected.groups));
  g_assert_cmpint (row->is_heading, ==, bare);
  g_assert_cmpint (row->is_gap, ==, !bare && expected.voices == 0);
  g_hash_table_unref (expected.groups);
}

static void
test_evidence (void)
{
  for (guint w = 0; w < 3; w++)
    {
      g_autoptr (World) world = world_new_random ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) strategies = ear_strategy_list (world->store, &error);

      g_assert_no_error (error);
      for (guint s = 0; s < strategies->len; s++)
        {
          const EarStrategyRow *strategy = g_ptr_array_index (strategies, s);
          g_autoptr (GPtrArray) rows = ear_evidence_list (world->store, &strategy->id, &error);
          guint n_items = 0;

          g_assert_no_error (error);
          for (guint i = 0; i < world->records[EAR_KIND_PRIORITY]->len; i++)
            {
              const EarRecord *item = g_ptr_array_index (world->records[EAR_KIND_PRIORITY], i);
              EarId of;

              n_items += world_is_live (world, EAR_KIND_PRIORITY, &item->id)
                         && ear_record_get_id (item, EAR_PRIORITY_STRATEGY, &of) && ear_id_equal (&of, &strategy->id);
            }
          g_assert_cmpuint (rows->len, ==, n_items);
          for (guint i = 0; i < rows->len; i++)
            check_evidence (world, &strategy->id, g_ptr_array_index (rows, i));
        }
    }
}

static void
assert_found (World *world, EarKind kind, const char *name, const EarId *expected)
{
  g_autoptr (GError) error = NULL;
  EarId id;
  gboolean found = ear_find (world->store, kind, name, &id, &error);

  g_assert_no_error (error);
  g_assert_cmpint (found, ==, expected != NULL);
  if (expected != NULL)
    g_assert_true (ear_id_equal (&id, expected));
}

static EarId
make_item (World *world, const EarId *strategy, const char *slug, const char *code, const char *label)
{
  EarRecord *item = ear_record_new (EAR_KIND_PRIORITY);

  ear_record_set_id (item, EAR_PRIORITY_STRATEGY, strategy);
  ear_record_set (item, EAR_PRIORITY_SLUG, slug);
  ear_record_set (item, EAR_PRIORITY_CODE, code);
  ear_record_set (item, EAR_PRIORITY_LABEL, label);
  return world_put (world, item);
}

static void
test_find (void)
{
  g_autoptr (World) world = world_new_empty ();
  g_autoptr (GError) error = NULL;
  EarRecord *strategy = ear_record_new (EAR_KIND_STRATEGY), *voice = ear_record_new (EAR_KIND_CONTRIBUTION);
  EarId carers = make_named (world, EAR_KIND_GROUP, EAR_GROUP_NAME, "Élan carers");
  EarId gone = make_named (world, EAR_KIND_GROUP, EAR_GROUP_NAME, "Gone");
  g_autofree char *text = ear_id_to_string (&carers);
  EarId plan, item, other, heard, id;

  ear_record_set (strategy, EAR_STRATEGY_TITLE, "A plan for 2022");
  ear_record_set (strategy, EAR_STRATEGY_SHORT, "Plan 22");
  ear_record_set (strategy, EAR_STRATEGY_SLUG, "plan");
  plan = world_put (world, strategy);
  item = make_item (world, &plan, "goal-1a", "1A", "Less smoking");
  other = make_item (world, &plan, "goal-1b", "1B", "1A");
  ear_record_set (voice, EAR_CONTRIBUTION_REF, "CAR01");
  heard = world_put (world, voice);
  g_assert_true (ear_store_set_deleted (world->store, EAR_KIND_GROUP, &gone, TRUE, &error));

  assert_found (world, EAR_KIND_GROUP, "élan CARERS", &carers);
  assert_found (world, EAR_KIND_GROUP, "  e\xcc\x81lan carers ", &carers);
  assert_found (world, EAR_KIND_GROUP, text, &carers);
  assert_found (world, EAR_KIND_GROUP, "Gone", NULL);
  assert_found (world, EAR_KIND_GROUP, "", NULL);
  assert_found (world, EAR_KIND_GROUP, "' OR 1=1 --", NULL);
  assert_found (world, EAR_KIND_STRATEGY, "plan", &plan);
  assert_found (world, EAR_KIND_STRATEGY, "plan 22", &plan);
  assert_found (world, EAR_KIND_PRIORITY, "plan/goal-1a", &item);
  assert_found (world, EAR_KIND_PRIORITY, "goal-1b", &other);
  assert_found (world, EAR_KIND_PRIORITY, "1A", &item);
  assert_found (world, EAR_KIND_CONTRIBUTION, "CAR01", &heard);
  assert_found (world, EAR_KIND_CONTRIBUTION, "car01", &heard);

  make_named (world, EAR_KIND_GROUP, EAR_GROUP_NAME, "Élan Carers");
  g_assert_false (ear_find (world->store, EAR_KIND_GROUP, "élan carers", &id, &error));
  g_assert_error (error, EAR_INSIGHT_ERROR, EAR_INSIGHT_ERROR_AMBIGUOUS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/insight/lists/sessions", test_sessions);
  g_test_add_func ("/insight/lists/session-groups", test_session_groups);
  g_test_add_func ("/insight/lists/trees", test_trees);
  g_test_add_func ("/insight/lists/passed-themes", test_passed_themes);
  g_test_add_func ("/insight/lists/order-of-names", test_order_of_names);
  g_test_add_func ("/insight/lists/evidence", test_evidence);
  g_test_add_func ("/insight/lists/find", test_find);
  return g_test_run ();
}
