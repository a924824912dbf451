/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing the codebook: what each change does to the figures, what is refused, and that it can be taken back. */
#include "ear-codebook-work.h"
#include "ear-test.h"

typedef struct
{
  EarTestFolder folder;
  EarStore *store;
  EarRecord *session;
  EarId waiting, access, food; /* themes; one voice each is coded with, "waiting" with two */
} World;

static EarId
add_theme (EarStore *store, const char *name, const EarId *parent)
{
  g_autoptr (EarRecord) theme = ear_record_new (EAR_KIND_THEME);
  g_autoptr (GError) error = NULL;

  ear_record_set (theme, EAR_THEME_NAME, name);
  ear_record_set_id (theme, EAR_THEME_PARENT, parent);
  ear_store_put (store, theme, &error);
  g_assert_no_error (error);
  return theme->id;
}

static EarId
code (World *world, const char *text, const EarId *theme)
{
  g_autoptr (EarRecord) voice = ear_test_voice (world->store, world->session, text);
  g_autoptr (EarRecord) coding = ear_record_new (EAR_KIND_CODING);
  g_autoptr (GError) error = NULL;

  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, &voice->id);
  ear_record_set_id (coding, EAR_CODING_THEME, theme);
  ear_record_set (coding, EAR_CODING_CODER, "R1");
  ear_record_set (coding, EAR_CODING_MEMO, "why");
  ear_store_put (world->store, coding, &error);
  g_assert_no_error (error);
  return coding->id;
}

static World *
world_new (void)
{
  World *world = g_new0 (World, 1);

  world->folder = ear_test_folder_new ();
  world->store = ear_test_store (world->folder, "book");
  world->session = ear_test_session (world->store, "Drop-in");
  world->waiting = add_theme (world->store, "Waiting", NULL);
  world->access = add_theme (world->store, "Access", NULL);
  world->food = add_theme (world->store, "Food", NULL);
  code (world, "I waited a year", &world->waiting);
  code (world, "I waited all day", &world->waiting);
  code (world, "The bus does not stop there", &world->access);
  code (world, "The soup was cold", &world->food);
  return world;
}

static void
world_free (World *world)
{
  ear_record_free (world->session);
  ear_store_close (world->store);
  ear_test_folder_remove (world->folder);
  g_free (world);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* "Name depth voices" of each theme that is shown, a line each. */
static char *
outline (EarStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = ear_tree_list (store, EAR_KIND_THEME, NULL, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const EarTreeRow *row = rows->pdata[i];

      g_string_append_printf (text, "%s %u %u\n", row->name, row->depth, row->voices);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_outline (World *world, const char *expected)
{
  g_autofree char *found = outline (world->store);

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_taken_back (World *world, EarCodebookBefore *before)
{
  g_autoptr (GError) error = NULL;

  ear_codebook_take_back (world->store, before, &error);
  g_assert_no_error (error);
  assert_outline (world, "Access 0 1\nFood 0 1\nWaiting 0 2\n");
}

static void
test_rename (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (ear_codebook_rename (world->store, &world->food, "  Meals ", before, &error));
  assert_outline (world, "Access 0 1\nMeals 0 1\nWaiting 0 2\n");
  g_assert_true (ear_codebook_rename (world->store, &world->food, "MEALS", NULL, &error));
  g_assert_false (ear_codebook_rename (world->store, &world->food, "access", NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NAME_TAKEN);
  assert_taken_back (world, before);
}

static void
test_merge (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (GError) error = NULL;
  EarId below = add_theme (world->store, "Late", &world->waiting);

  code (world, "Nobody rang back", &below);
  g_assert_true (ear_codebook_merge (world->store, &world->food, &world->waiting, NULL, &error));
  assert_outline (world, "Access 0 1\nWaiting 0 4\nLate 1 1\n");
  g_assert_true (ear_codebook_merge (world->store, &world->waiting, &world->access, before, &error));
  assert_outline (world, "Access 0 5\nLate 1 1\n");
  /* What comes later from somebody who does not know counts there too. */
  code (world, "I waited again", &world->waiting);
  assert_outline (world, "Access 0 6\nLate 1 1\n");

  g_assert_false (ear_codebook_merge (world->store, &world->access, &world->food, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_CIRCLE);
  g_clear_error (&error);
  g_assert_false (ear_codebook_merge (world->store, &world->access, &world->access, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_CIRCLE);
  g_clear_error (&error);

  g_assert_true (ear_codebook_take_back (world->store, before, &error));
  assert_outline (world, "Access 0 1\nWaiting 0 5\nLate 1 1\n");
  g_assert_true (ear_codebook_restore (world->store, &world->food, NULL, &error));
  assert_outline (world, "Access 0 1\nFood 0 1\nWaiting 0 4\nLate 1 1\n");
}

/* A theme merged into one below it leaves its place, and what stood below it. */
static void
test_merge_down (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  EarId late = add_theme (world->store, "Late", &world->waiting);
  EarId never = add_theme (world->store, "Never", &world->waiting);

  g_assert_true (ear_codebook_move (world->store, &world->waiting, &world->access, NULL, &error));
  code (world, "They never rang", &never);
  g_assert_true (ear_codebook_merge (world->store, &world->waiting, &late, NULL, &error));
  assert_outline (world, "Access 0 4\nLate 1 3\nNever 2 1\nFood 0 1\n");
}

static void
test_move (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (ear_codebook_move (world->store, &world->food, &world->access, before, &error));
  assert_outline (world, "Access 0 2\nFood 1 1\nWaiting 0 2\n");
  g_assert_false (ear_codebook_move (world->store, &world->access, &world->food, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_CIRCLE);
  assert_taken_back (world, before);
}

static void
test_retire (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  EarId empty = add_theme (world->store, "Empty", NULL);

  g_assert_true (ear_codebook_retire (world->store, &empty, NULL, &error));
  g_assert_true (ear_codebook_retire (world->store, &world->food, NULL, &error));
  assert_outline (world, "Access 0 1\nFood 0 1\nWaiting 0 2\n");
  g_assert_true (ear_codebook_restore (world->store, &empty, NULL, &error));
  assert_outline (world, "Access 0 1\nEmpty 0 0\nFood 0 1\nWaiting 0 2\n");

  g_assert_true (ear_store_set_deleted (world->store, EAR_KIND_THEME, &empty, TRUE, &error));
  g_assert_false (ear_codebook_retire (world->store, &empty, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_HERE);
}

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static EarSplit *
only_split (World *world, GPtrArray **splits)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (splits, g_ptr_array_unref);
  *splits = ear_split_list (world->store, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint ((*splits)->len, ==, 1);
  return (*splits)->pdata[0];
}

static void
test_split (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (GPtrArray) splits = NULL;
  g_autoptr (GError) error = NULL;
  EarSplit *split;
  EarId parts[2], second, late;

  g_assert_false (ear_codebook_split (world->store, &world->waiting, NAMES ("One"), NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_TOO_FEW);
  g_clear_error (&error);
  g_assert_false (ear_codebook_split (world->store, &world->waiting, NAMES ("For help", "for  HELP"), NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NAME_TAKEN);
  g_clear_error (&error);
  g_assert_false (ear_codebook_split (world->store, &world->waiting, NAMES ("For help", "Food"), NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NAME_TAKEN);
  g_clear_error (&error);
  assert_outline (world, "Access 0 1\nFood 0 1\nWaiting 0 2\n");

  g_assert_true (ear_codebook_split (world->store, &world->waiting, NAMES ("For help", "In the room"), before, &error));
  assert_outline (world, "Access 0 1\nFood 0 1\nFor help 0 0\nIn the room 0 0\nWaiting 0 2\n");
  split = only_split (world, &splits);
  g_assert_cmpstr (split->name, ==, "Waiting");
  g_assert_cmpuint (split->n_codings, ==, 2);
  g_assert_cmpuint (split->parts->len, ==, 2);
  parts[0] = ((EarSplitPart *) split->parts->pdata[0])->id;
  parts[1] = ((EarSplitPart *) split->parts->pdata[1])->id;
  second = ((EarSplitCoding *) split->codings->pdata[1])->id;

  g_assert_false (ear_codebook_settle (world->store, &second, 1, &world->food, 1, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_SPLIT);
  g_clear_error (&error);
  g_assert_true (ear_codebook_settle (world->store, &((EarSplitCoding *) split->codings->pdata[0])->id, 1, &parts[1], 1, NULL,
                                      &error));
  assert_outline (world, "Access 0 1\nFood 0 1\nFor help 0 0\nIn the room 0 1\nWaiting 0 1\n");
  g_assert_true (ear_codebook_settle (world->store, &second, 1, parts, 2, NULL, &error));
  assert_outline (world, "Access 0 1\nFood 0 1\nFor help 0 1\nIn the room 0 2\n");
  g_assert_cmpuint (only_split (world, &splits)->n_codings, ==, 0);

  /* One that comes later waits again, and one part merged into a third theme stands for that. */
  late = code (world, "I waited again", &world->waiting);
  g_assert_true (ear_codebook_merge (world->store, &parts[0], &world->access, NULL, &error));
  split = only_split (world, &splits);
  g_assert_cmpuint (split->n_codings, ==, 1);
  g_assert_cmpstr (((EarSplitPart *) split->parts->pdata[0])->name, ==, "Access");
  g_assert_true (ear_codebook_settle (world->store, &late, 1, &world->access, 1, NULL, &error));
  assert_outline (world, "Access 0 3\nFood 0 1\nIn the room 0 2\n");
}

static void
test_take_back_split (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (GPtrArray) settled = ear_codebook_before_new ();
  g_autoptr (GPtrArray) splits = NULL;
  g_autoptr (GError) error = NULL;
  EarId parts[2], codings[2];
  EarSplit *split;

  g_assert_true (ear_codebook_split (world->store, &world->waiting, NAMES ("For help", "In the room"), before, &error));
  split = only_split (world, &splits);
  for (guint i = 0; i < 2; i++)
    {
      parts[i] = ((EarSplitPart *) split->parts->pdata[i])->id;
      codings[i] = ((EarSplitCoding *) split->codings->pdata[i])->id;
    }
  for (guint again = 0; again < 2; again++)
    {
      g_ptr_array_set_size (settled, 0);
      g_assert_true (ear_codebook_settle (world->store, codings, 2, parts, 2, settled, &error));
      assert_outline (world, "Access 0 1\nFood 0 1\nFor help 0 2\nIn the room 0 2\n");
      g_assert_true (ear_codebook_take_back (world->store, settled, &error));
      assert_outline (world, "Access 0 1\nFood 0 1\nFor help 0 0\nIn the room 0 0\nWaiting 0 2\n");
    }
  assert_taken_back (world, before);
  g_clear_pointer (&splits, g_ptr_array_unref);
  splits = ear_split_list (world->store, 0, &error);
  g_assert_cmpuint (splits->len, ==, 0);
}

static void
test_version (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;
  const EarCodebookVersion *version;

  none = ear_codebook_versions (world->store, &error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (ear_codebook_mark_version (world->store, "Spring", "2027-03-01", &error));
  g_assert_true (ear_codebook_retire (world->store, &world->food, NULL, &error));
  g_assert_true (ear_codebook_rename (world->store, &world->food, "Meals", NULL, &error));
  versions = ear_codebook_versions (world->store, &error);
  g_assert_cmpuint (versions->len, ==, 1);
  version = versions->pdata[0];
  g_assert_cmpstr (version->version, ==, "Spring");
  g_assert_cmpstr (version->published, ==, "2027-03-01");
  g_assert_cmpstr (version->device_name, ==, "book");
  g_assert_cmpuint (version->n_changed, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capture/codebook/rename", test_rename);
  g_test_add_func ("/capture/codebook/merge", test_merge);
  g_test_add_func ("/capture/codebook/merge-down", test_merge_down);
  g_test_add_func ("/capture/codebook/move", test_move);
  g_test_add_func ("/capture/codebook/retire", test_retire);
  g_test_add_func ("/capture/codebook/split", test_split);
  g_test_add_func ("/capture/codebook/take-back-split", test_take_back_split);
  g_test_add_func ("/capture/codebook/version", test_version);
  return g_test_run ();
}
