/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "look-world.h"

static gboolean
join_cb (const EarRecord *record, gpointer data, GError **error)
{
  EarOutcome outcome;
  gboolean conflict;

  return ear_store_join (data, record, &outcome, &conflict, error);
}

void
look_tell (EarStore *from, EarStore *to)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ear_store_begin (to, &error));
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      ear_store_foreach (from, (EarKind) kind, join_cb, to, &error);
      g_assert_no_error (error);
    }
  g_assert_true (ear_store_commit (to, &error));
}

void
look_tell_all (LookWorld *world)
{
  for (guint round = 0; round < 2; round++)
    for (guint from = 0; from < LOOK_N_LAPTOPS; from++)
      for (guint to = 0; to < LOOK_N_LAPTOPS; to++)
        {
          if (from != to)
            look_tell (world->laptops[from], world->laptops[to]);
        }
}

/* Three laptops that all have one voice of one session. */
LookWorld *
look_world_new (void)
{
  static const char *const names[LOOK_N_LAPTOPS] = { "ours", "theirs", "third" };
  LookWorld *world = g_new0 (LookWorld, 1);
  g_autoptr (EarRecord) voice = NULL;

  world->folder = ear_test_folder_new ();
  for (guint i = 0; i < LOOK_N_LAPTOPS; i++)
    world->laptops[i] = ear_test_store (world->folder, names[i]);
  world->session = ear_test_session (world->laptops[0], "Drop-in");
  voice = ear_test_voice (world->laptops[0], world->session, "The bus never came");
  world->voice = voice->id;
  look_tell_all (world);
  return world;
}

void
look_world_free (LookWorld *world)
{
  ear_record_free (world->session);
  for (guint i = 0; i < LOOK_N_LAPTOPS; i++)
    ear_store_close (world->laptops[i]);
  ear_test_folder_remove (world->folder);
  g_free (world);
}

EarRecord *
look_get (EarStore *store, EarKind kind, const EarId *id)
{
  g_autoptr (GError) error = NULL;
  EarRecord *record = ear_store_get (store, kind, id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (record);
  return record;
}

void
look_set (EarStore *store, EarKind kind, const EarId *id, guint field, const char *value)
{
  g_autoptr (EarRecord) record = look_get (store, kind, id);
  g_autoptr (GError) error = NULL;

  ear_record_set (record, field, value);
  ear_store_put (store, record, &error);
  g_assert_no_error (error);
}

void
look_say (LookWorld *world, guint laptop, const char *text)
{
  look_set (world->laptops[laptop], EAR_KIND_CONTRIBUTION, &world->voice, EAR_CONTRIBUTION_TEXT, text);
}

GPtrArray *
look_list (EarStore *store)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *items = ear_look_list (store, 0, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpint (ear_look_count (store, &error), ==, items->len);
  g_assert_no_error (error);
  return items;
}

/* The one thing that needs a look. */
EarLookItem *
look_only (EarStore *store)
{
  g_autoptr (GPtrArray) items = look_list (store);

  g_assert_cmpuint (items->len, ==, 1);
  return g_ptr_array_steal_index (items, 0);
}

const EarLookValue *
look_value_of (const EarLookItem *item, guint i)
{
  g_assert_cmpuint (i, <, item->values->len);
  return item->values->pdata[i];
}

void
look_keep (EarStore *store, guint value, EarLookBefore *before)
{
  g_autoptr (EarLookItem) item = look_only (store);
  g_autoptr (GError) error = NULL;

  ear_look_keep (store, item, value, before, &error);
  g_assert_no_error (error);
}

void
look_assert_says (LookWorld *world, EarStore *store, const char *expected)
{
  g_autoptr (EarRecord) voice = look_get (store, EAR_KIND_CONTRIBUTION, &world->voice);

  g_assert_cmpstr (ear_record_get (voice, EAR_CONTRIBUTION_TEXT), ==, expected);
}

void
look_assert_settled (LookWorld *world, const char *expected)
{
  look_tell_all (world);
  for (guint i = 0; i < LOOK_N_LAPTOPS; i++)
    {
      g_autoptr (GPtrArray) items = look_list (world->laptops[i]);

      g_assert_cmpuint (items->len, ==, 0);
      look_assert_says (world, world->laptops[i], expected);
    }
}

/* Ours says one thing and theirs another, which is the later. */
void
look_dispute (LookWorld *world)
{
  look_say (world, 0, "The bus came late");
  look_say (world, 1, "The bus never came again");
  look_tell_all (world);
}

void
look_take_back (EarStore *store, const EarLookBefore *before, gboolean expected)
{
  g_autoptr (GError) error = NULL;
  gboolean restored;

  ear_look_take_back (store, before, &restored, &error);
  g_assert_no_error (error);
  g_assert_cmpint (restored, ==, expected);
}
