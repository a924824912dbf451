/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-laptops.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ear-exchange.h"
#include "ear-fault-vfs.h"
#include "ear-laptops-private.h"
#include "ear-raw.h"
#include "ear-wall-clock.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define START_MS G_GINT64_CONSTANT (1795342530000)

EarLaptopsTally ear_laptops_tally;

static char *folder;                                /* of all files */
static EarId device_ids[EAR_PROGRAM_MAX_LAPTOPS];
static guint n_programs;

/* --- Before and after all programs --- */

static char *
template_path (guint laptop)
{
  g_autofree char *name = g_strdup_printf ("blank-%u.earshot", laptop);

  return g_build_filename (folder, name, NULL);
}

/* The laptops are numbered in the order of their ids, so that a program does the same in every run. */
static int
compare_paths (gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  EarId one, other;
  const char *const *first = a;
  const char *const *second = b;
  g_autoptr (EarStore) store = ear_store_open (*first, EAR_RAW_KEY, NULL);
  g_autoptr (EarStore) another = *first == *second ? NULL : ear_store_open (*second, EAR_RAW_KEY, NULL);

  if (another == NULL)
    return 0;
  ear_store_get_device (store, &one, NULL);
  ear_store_get_device (another, &other, NULL);
  return ear_id_compare (&one, &other);
}

static void
make_blank (const char *path, gboolean named)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_create (path, EAR_RAW_KEY, &error);
  EarId device;

  g_assert_no_error (error);
  if (!named)
    return;
  ear_store_set_identity (store, "A laptop", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ear_store_get_device (store, &device, NULL));
  /* The wall clock of the tests is the one that the store asks. */
  g_assert_cmpuint (ear_clock_ms ((EarClock) ear_store_get_clock (store)), ==, START_MS);
}

void
ear_laptops_init (void)
{
  char *paths[EAR_PROGRAM_MAX_LAPTOPS];
  const char *memory = "/dev/shm";
  g_autofree char *blank = NULL;
  g_autofree char *template = NULL;

  /* The faulty disk is never made to fail here; it is used since it does not wait for the disk. */
  ear_fault_vfs_register ();
  template = g_build_filename (g_access (memory, W_OK | X_OK) == 0 ? memory : g_get_tmp_dir (), "earshot-test-XXXXXX", NULL);
  folder = g_strdup (g_mkdtemp (template));
  g_assert_nonnull (folder);
  ear_wall_clock_set (START_MS);
  for (guint i = 0; i < EAR_PROGRAM_MAX_LAPTOPS; i++)
    {
      paths[i] = g_strdup_printf ("%s/made-%u.earshot", folder, i);
      make_blank (paths[i], TRUE);
    }
  g_sort_array (paths, EAR_PROGRAM_MAX_LAPTOPS, sizeof *paths, compare_paths, NULL);
  for (guint i = 0; i < EAR_PROGRAM_MAX_LAPTOPS; i++)
    {
      g_autofree char *path = template_path (i);
      g_autoptr (EarStore) store = ear_store_open (paths[i], EAR_RAW_KEY, NULL);

      ear_store_get_device (store, &device_ids[i], NULL);
      g_rename (paths[i], path);
      g_free (paths[i]);
    }
  blank = g_build_filename (folder, "blank.earshot", NULL);
  make_blank (blank, FALSE);
}

static void
forget_all (const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, prefix))
        g_unlink (path);
    }
}

void
ear_laptops_finish (void)
{
  forget_all ("");
  g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
}

/* --- One world --- */

static EarStore *
open_copy (const char *from, const char *path)
{
  g_autoptr (GError) error = NULL;
  EarStore *store;

  ear_raw_copy (from, path);
  store = ear_store_open (path, EAR_RAW_KEY, &error);
  g_assert_no_error (error);
  return store;
}

static void
letter_free (gpointer data)
{
  Letter *letter = data;

  g_unlink (letter->path);
  g_free (letter->path);
  g_free (letter);
}

EarLaptops *
ear_laptops_new (guint n_laptops)
{
  EarLaptops *self = g_new0 (EarLaptops, 1);

  g_assert (n_laptops <= EAR_PROGRAM_MAX_LAPTOPS);
  self->n = n_laptops;
  self->now = START_MS + 1000;
  self->letters = g_ptr_array_new_with_free_func (letter_free);
  self->erased_words = g_array_new (FALSE, FALSE, sizeof (guint));
  self->folder = folder;
  for (guint i = 0; i < n_laptops; i++)
    {
      Laptop *laptop = &self->laptops[i];
      g_autofree char *from = template_path (i);
      g_autofree char *name = g_strdup_printf ("work-%u.earshot", i);

      laptop->number = i;
      laptop->id = device_ids[i];
      laptop->path = g_build_filename (folder, name, NULL);
      laptop->store = open_copy (from, laptop->path);
    }
  n_programs++;
  return self;
}

EarStore *
ear_laptops_blank (EarLaptops *self G_GNUC_UNUSED, const char *name)
{
  g_autofree char *from = g_build_filename (folder, "blank.earshot", NULL);
  g_autofree char *to = g_strdup_printf ("%s/work-%s.earshot", folder, name);

  return open_copy (from, to);
}

void
ear_laptops_free (EarLaptops *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n; i++)
    {
      Laptop *laptop = &self->laptops[i];

      g_clear_pointer (&laptop->store, ear_store_close);
      g_clear_pointer (&laptop->editor, ear_record_free);
      g_free (laptop->path);
      for (guint j = 0; j < N_GROUPS; j++)
        g_clear_pointer (&self->readers[i][j], ear_store_close);
    }
  ear_oracle_clear (&self->oracle);
  g_ptr_array_unref (self->letters);
  g_array_unref (self->erased_words);
  forget_all ("work-");
  g_free (self);
}

EarStore *
ear_laptops_store (EarLaptops *self, guint laptop)
{
  return self->laptops[laptop].store;
}

const char *
ear_laptops_folder (EarLaptops *self)
{
  return self->folder;
}

char *
ear_laptops_run (EarLaptops *self, const EarProgram *program)
{
  ear_laptops_tally.programs++;
  for (guint i = 0; i < program->steps->len; i++)
    {
      char *wrong = ear_laptops_do (self, &g_array_index (program->steps, EarDeed, i));

      if (wrong != NULL)
        return wrong;
    }
  return NULL;
}

void
ear_laptops_set_clock (EarLaptops *self, const Laptop *laptop)
{
  ear_wall_clock_set (self->now + laptop->skew);
}

/* --- What must hold --- */

char *
ear_laptops_check (EarLaptops *self, Laptop *laptop)
{
  for (guint i = 0; i < N_RECORDS; i++)
    {
      EarId id = ear_laptops_record_id (i);
      g_autoptr (GError) error = NULL;
      g_autoptr (EarRecord) here = ear_store_get (laptop->store, ear_laptops_record_kind (i), &id, &error);
      g_autofree char *wrong = NULL;

      if (error != NULL)
        return g_strdup_printf ("laptop %u: %s", laptop->number, error->message);
      wrong = ear_oracle_check (&self->oracle, &laptop->known, i, here);
      if (wrong != NULL)
        return g_strdup_printf ("laptop %u: %s", laptop->number, wrong);
    }
  return NULL;
}

static gboolean
has_version (const GPtrArray *versions, const EarStamp *stamp, const char *value)
{
  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const EarVersion *version = versions->pdata[i];

      if (ear_stamp_equal (&version->stamp, stamp) && g_strcmp0 (version->value, value) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What somebody wrote shows, is a rival, or is in the history of the laptop they wrote it on. */
static char *
check_kept (EarLaptops *self, const EarEvent *event)
{
  Laptop *author = &self->laptops[event->laptop];
  EarKind kind = ear_laptops_record_kind (event->record);
  EarId id = ear_laptops_record_id (event->record);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarRecord) here = NULL;
  g_autoptr (GPtrArray) history = NULL;
  const EarField *field;

  if (ear_knowledge_has_erased (&author->known, event->record))
    return NULL;
  here = ear_store_get (author->store, kind, &id, &error);
  if (here == NULL)
    return g_strdup_printf ("laptop %u has lost record %u", event->laptop, event->record);
  field = &here->fields[event->field];
  if ((ear_stamp_equal (&field->shown.stamp, &event->stamp) && g_strcmp0 (field->shown.value, event->value) == 0)
      || has_version (field->rivals, &event->stamp, event->value))
    return NULL;
  history = ear_store_history (author->store, kind, &id, event->field, &error);
  if (error != NULL)
    return g_strdup_printf ("laptop %u: %s", event->laptop, error->message);
  if (has_version (history, &event->stamp, event->value))
    return NULL;
  return g_strdup_printf ("“%s”, which laptop %u wrote in record %u, is not kept there", event->value, event->laptop,
                          event->record);
}

static char *
ask_text (EarStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStatement) query = ear_store_query (store, sql, &error);

  g_assert_no_error (error);
  g_assert_cmpint (ear_statement_step (query, &error), ==, EAR_STEP_ROW);
  return g_strdup (ear_statement_get_text (query, 0));
}

/* Every live theme stands once at its own place, and none above another that is above it. */
#define CYCLES                                                                                                         \
  "SELECT (SELECT count (*) FROM ancestry a JOIN ancestry b ON a.record_table = b.record_table AND a.node = b.ancestor " \
  "AND a.ancestor = b.node WHERE a.node <> a.ancestor)"                                                                \
  " + (SELECT count (*) FROM themes WHERE state = 0)"                                                                  \
  " - (SELECT count (*) FROM ancestry WHERE record_table = 'themes' AND depth = 0)"
#define FOREST                                                                                                         \
  "SELECT coalesce (group_concat (line, '|'), '') FROM (SELECT hex (n.id) || ' ' || hex (a.id) || ' ' || y.depth AS line " \
  "FROM ancestry y JOIN themes n ON n.n = y.node JOIN themes a ON a.n = y.ancestor WHERE record_table = 'themes' ORDER BY 1)"
/* Parents that go round in a circle are what the forest is made in spite of. */
#define CIRCLES                                                                                                        \
  "WITH RECURSIVE up (node, at) AS (SELECT n, parent FROM themes WHERE parent IS NOT NULL UNION "                      \
  "SELECT up.node, t.parent FROM up JOIN themes t ON t.n = up.at WHERE t.parent IS NOT NULL) "                         \
  "SELECT count (*) FROM up WHERE node = at"

static char *
check_trees (EarLaptops *self)
{
  g_autofree char *first = ask_text (self->laptops[0].store, FOREST);
  g_autofree char *circles = ask_text (self->laptops[0].store, CIRCLES);

  ear_laptops_tally.cycles += g_strcmp0 (circles, "0") != 0;
  for (guint i = 0; i < self->n; i++)
    {
      g_autofree char *cycles = ask_text (self->laptops[i].store, CYCLES);
      g_autofree char *other = ask_text (self->laptops[i].store, FOREST);

      if (g_strcmp0 (cycles, "0") != 0)
        return g_strdup_printf ("the themes of laptop %u are no forest", i);
      if (g_strcmp0 (first, other) != 0)
        return g_strdup_printf ("laptops 0 and %u have made other trees of the same themes", i);
    }
  return NULL;
}

/* While records are joined SQLite does not look whether what they refer to has a row. */
static char *
check_references (Laptop *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStatement) dangling
    = ear_store_query (laptop->store, "SELECT \"table\", count (*) FROM pragma_foreign_key_check", &error);

  if (dangling == NULL || ear_statement_step (dangling, &error) != EAR_STEP_ROW)
    return g_strdup_printf ("laptop %u: %s", laptop->number, error->message);
  if (ear_statement_get_integer (dangling, 1) == 0)
    return NULL;
  return g_strdup_printf ("laptop %u: %" G_GINT64_FORMAT " references lead nowhere, in %s", laptop->number,
                          ear_statement_get_integer (dangling, 1), ear_statement_get_text (dangling, 0));
}

static char *
check_settled (EarLaptops *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      char *wrong = ear_laptops_check (self, &self->laptops[i]);

      if (wrong == NULL)
        wrong = check_references (&self->laptops[i]);
      if (wrong != NULL)
        return wrong;
    }
  for (guint i = 0; i < self->oracle.n_events; i++)
    {
      char *wrong = check_kept (self, &self->oracle.events[i]);

      if (wrong != NULL)
        return wrong;
    }
  for (guint i = 0; i < N_RECORDS; i++)
    {
      for (guint field = 0; field < EAR_MAX_FIELDS; field++)
        {
          g_autoptr (GPtrArray) live = ear_oracle_live (&self->oracle, &self->laptops[0].known, i, field);

          ear_laptops_tally.conflicts += live->len > 1;
        }
    }
  return check_trees (self);
}

static char *
digest_of (Laptop *laptop, char **wrong)
{
  g_autoptr (GError) error = NULL;
  char *digest = ear_bundle_digest (laptop->store, &error);

  if (digest == NULL)
    *wrong = g_strdup_printf ("laptop %u: %s", laptop->number, error->message);
  return digest;
}

static gboolean
all_same (EarLaptops *self, char **wrong)
{
  g_autofree char *first = digest_of (&self->laptops[0], wrong);

  for (guint i = 1; i < self->n && first != NULL; i++)
    {
      g_autofree char *other = digest_of (&self->laptops[i], wrong);

      if (g_strcmp0 (first, other) != 0)
        return FALSE;
    }
  return first != NULL;
}

static char *
send_latest (EarLaptops *self, guint from, guint to)
{
  char *wrong = ear_laptops_send (self, &self->laptops[from]);

  return wrong != NULL || from == to
           ? wrong
           : ear_laptops_receive (self, &self->laptops[to], self->letters->pdata[self->letters->len - 1]);
}

/* One hears all others, and then they hear it. */
static char *
exchange_by_hub (EarLaptops *self, GRand *rand)
{
  guint hub = (guint) g_rand_int_range (rand, 0, (gint32) self->n);
  guint first = (guint) g_rand_int_range (rand, 0, (gint32) self->n);
  char *wrong = NULL;

  for (guint i = 0; i < self->n && wrong == NULL; i++)
    wrong = send_latest (self, (first + i) % self->n, hub);
  if (wrong == NULL)
    wrong = ear_laptops_send (self, &self->laptops[hub]);
  for (guint i = 0; i < self->n && wrong == NULL; i++)
    wrong = ear_laptops_receive (self, &self->laptops[i], self->letters->pdata[self->letters->len - 1]);
  return wrong;
}

/* Everybody sends first, and then everybody hears everybody, each in another order. */
static char *
exchange_all (EarLaptops *self, GRand *rand)
{
  guint first = self->letters->len;
  char *wrong = NULL;

  for (guint i = 0; i < self->n && wrong == NULL; i++)
    wrong = ear_laptops_send (self, &self->laptops[i]);
  for (guint i = 0; i < self->n && wrong == NULL; i++)
    {
      guint start = (guint) g_rand_int_range (rand, 0, (gint32) self->n);

      for (guint j = 0; j < self->n && wrong == NULL; j++)
        wrong = ear_laptops_receive (self, &self->laptops[i], self->letters->pdata[first + (start + j) % self->n]);
    }
  return wrong;
}

char *
ear_laptops_settle (EarLaptops *self, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  char *wrong = g_rand_int_range (rand, 0, 4) == 0 ? exchange_all (self, rand) : exchange_by_hub (self, rand);

  for (guint i = 0; i < self->n && wrong == NULL; i++)
    wrong = ear_laptops_tell_readers (self, &self->laptops[i]);

  /* Everybody has heard everybody: there is nothing left that a second round could bring. Only where somebody did not know when
   * they told it that it may be told. */
  for (guint i = 0; i < 2 && wrong == NULL && self->permitted && !all_same (self, &wrong) && wrong == NULL; i++)
    wrong = exchange_all (self, rand);
  if (wrong == NULL && !all_same (self, &wrong) && wrong == NULL)
    wrong = g_strdup ("everything was exchanged, and the digests differ");
  return wrong != NULL ? wrong : check_settled (self);
}

char *
ear_laptops_search (EarLaptops *self)
{
  if (self->erased_words->len == 0)
    return NULL;
  for (guint i = 0; i < self->n; i++)
    {
      Laptop *laptop = &self->laptops[i];
      g_autoptr (GBytes) pages = NULL;

      g_clear_pointer (&laptop->store, ear_store_close);
      pages = ear_raw_pages (laptop->path, EAR_RAW_KEY);
      for (guint j = 0; j < self->erased_words->len; j++)
        {
          g_autofree char *word = ear_laptops_word (g_array_index (self->erased_words, guint, j));
          /* The search index keeps of a word only what it has not in common with the one before it. */
          g_autofree char *found = ear_raw_find (pages, word + 4);

          if (found != NULL)
            return g_strdup_printf ("“%s” was erased and is in the file of laptop %u, %s", word, i, found);
        }
    }
  return NULL;
}
