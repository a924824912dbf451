/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No small file keeps Earshot busy for long: of each family of hostile files one twice as big takes twice the work, not four times.
 * Work is counted, not timed: branches of Earshot's own code, which this program has compiled so that they are counted; steps of
 * SQLite; and bytes that anybody asked memory for, libraries too. */
#include <string.h>

#include "ear-card.h"
#include "ear-merge.h"
#include "ear-span.h"
#include "ear-sql-count.h"
#include "exchange-world.h"
#include "growth-files.h"

/* From a file to one twice as big it may grow by a quarter more than twice what it did from half of it, and by this: an order that is
 * kept by halving costs a little more than twice, the square four times. */
#define MOST(half, quarter, slack) (5 * ((half) - (quarter)) / 2 + (slack))
#define SLACK_BRANCHES 20000
#define SLACK_STEPS 2000
#define SLACK_BYTES 600000

typedef struct
{
  gint64 branches, steps, bytes;
} Work;

static Work total;

/* Of the sanitizers, whose header not every compiler brings. */
void __sanitizer_cov_trace_pc (void);
int __sanitizer_install_malloc_and_free_hooks (void (*malloc_hook) (const volatile void *, size_t),
                                               void (*free_hook) (const volatile void *));

void
__sanitizer_cov_trace_pc (void)
{
  total.branches++;
}

static void
allocated_cb (const volatile void *block G_GNUC_UNUSED, size_t size)
{
  total.bytes += (gint64) size;
}

static void
freed_cb (const volatile void *block G_GNUC_UNUSED)
{
}

static Work
work_now (void)
{
  Work now = total;

  now.steps = (gint64) ear_sql_count ().steps;
  return now;
}

static Work
work_since (Work before)
{
  Work now = work_now ();

  return (Work){ now.branches - before.branches, now.steps - before.steps, now.bytes - before.bytes };
}

/* --- Reading one --- */

static gboolean
preview_and_apply (EarStore *store, const char *path, GError **error)
{
  const char *const paths[] = { path, NULL };
  EarMergeOptions options = { .accept_all = TRUE, .allow_removals = TRUE, .passphrase = "tide" };
  EarMergeOptions looking = { .passphrase = "tide" };
  g_autoptr (EarMerge) preview = ear_merge_preview (store, paths, &looking, NULL, NULL, NULL, error);
  g_autoptr (EarMerge) waits = preview == NULL ? NULL : ear_merge_apply (store, paths, &looking, NULL, NULL, NULL, error);
  g_autoptr (EarMerge) merge = waits == NULL ? NULL : ear_merge_apply (store, paths, &options, NULL, NULL, NULL, error);

  return merge != NULL;
}

static gboolean
read_file (EarStore *store, GrowthReader reader, const char *path, GError **error)
{
  EarCsvOptions options = { .organisation = "Example Carers", .coder = "A coder" };
  g_auto (EarMergeResult) loaded = { 0 };
  g_auto (EarCsvResult) imported = { 0 };
  g_autoptr (EarCard) card = NULL;

  switch (reader)
    {
    case GROWTH_LIST:
      return ear_reference_load (store, path, &loaded, error);
    case GROWTH_SHEET:
      return ear_csv_import (store, path, &options, &imported, NULL, error);
    case GROWTH_CARD:
      card = ear_card_read (path, error);
      return card != NULL;
    case GROWTH_BUNDLE:
    case GROWTH_SEALED:
    default:
      return preview_and_apply (store, path, error);
    }
}

static Work
measure (const GrowthFamily *family, guint n)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autofree char *path = g_build_filename (folder, "in", NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refused = NULL;
  Work before, work;
  gboolean done;

  family->write (text, n);
  g_file_set_contents (path, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
  before = work_now ();
  done = read_file (store, family->reader, path, &refused);
  work = work_since (before);
  if (done != family->is_good)
    g_error ("%s of %u was %s: %s", family->name, n, done ? "taken" : "refused", done ? "" : refused->message);
  if (family->says != NULL && strstr (refused->message, family->says) == NULL)
    g_error ("%s of %u: %s", family->name, n, refused->message);
  g_test_message ("%s %u, %" G_GSIZE_FORMAT " bytes: %" G_GINT64_FORMAT " branches, %" G_GINT64_FORMAT " steps, %" G_GINT64_FORMAT
                  " bytes of memory%s%s",
                  family->name, n, text->len, work.branches, work.steps, work.bytes, done ? "" : "; ", done ? "" : refused->message);
  return work;
}

static void
check (const char *what, gint64 quarter, gint64 half, gint64 whole, gint64 slack)
{
  if (whole - half > MOST (half, quarter, slack))
    g_error ("%s: %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT " of files each twice as big as the one before", what, quarter,
             half, whole);
}

static void
test_family (gconstpointer data)
{
  const GrowthFamily *family = data;
  Work quarter, half, whole;

  /* What is only done once. */
  measure (family, family->n);
  quarter = measure (family, family->n);
  half = measure (family, 2 * family->n);
  whole = measure (family, 4 * family->n);
  g_assert_cmpint (quarter.branches, >, 0);
  g_assert_cmpint (quarter.bytes, >, 0);
  check ("branches", quarter.branches, half.branches, whole.branches, SLACK_BRANCHES);
  check ("steps of SQLite", quarter.steps, half.steps, whole.steps, SLACK_STEPS);
  check ("bytes of memory", quarter.bytes, half.bytes, whole.bytes, SLACK_BYTES);
}

/* --- What reading them leads to --- */

/* The words come at every letter of the text, each time whole. */
static gint64
find_everywhere (guint n)
{
  g_autofree char *text = g_strnfill (n, 'a');
  g_autofree char *quote = g_strnfill (n / 2, 'a');
  Work before = work_now ();
  EarSpan found;

  g_assert_cmpint (ear_span_find (text, 1, 2, quote, &found), ==, EAR_SPAN_MOVED);
  g_assert_cmpint (found.start, ==, 1);
  g_assert_cmpint (found.end, ==, 1 + n / 2);
  return work_since (before).branches;
}

/* A list of codings of which all words were changed. */
static gint64
find_changed (guint n)
{
  g_autofree char *text = g_strnfill (16000, 'a');
  g_autofree char *quote = g_strnfill (200, 'b');
  Work before = work_now ();
  gint64 effort = EAR_SPAN_EFFORT;
  EarSpan found;

  for (guint i = 0; i < n; i++)
    g_assert_cmpint (ear_span_find_within (text, 1, 2, quote, &effort, &found), ==, EAR_SPAN_LOST);
  g_assert_cmpint (effort, >=, 0);
  return work_since (before).branches;
}

static void
test_spans (void)
{
  gint64 one, many;

  check ("branches", find_everywhere (2000), find_everywhere (4000), find_everywhere (8000), SLACK_BRANCHES);
  one = find_changed (1);
  many = find_changed (1000);
  g_assert_cmpint (one, >, 16000 * 200);
  g_assert_cmpint (many, <, one * 100);
}

static void
add_families (const GrowthFamily *families, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/exchange/growth/%s", families[i].name);

      g_test_add_data_func (path, &families[i], test_family);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  __sanitizer_install_malloc_and_free_hooks (allocated_cb, freed_cb);
  add_families (growth_families, growth_n_families);
  add_families (growth_seals, growth_n_seals);
  g_test_add_func ("/exchange/growth/spans", test_spans);
  return g_test_run ();
}
