/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-world.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ear-fault-vfs.h"
#include "ear-raw.h"

EarStore *
fault_world_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  EarStore *store = ear_store_open (path, EAR_RAW_KEY, &error);

  g_assert_no_error (error);
  return store;
}

void
fault_world_copy (const char *from, const char *to)
{
  g_autofree char *journal = g_strconcat (to, "-journal", NULL);

  g_unlink (to);
  g_unlink (journal);
  ear_raw_copy (from, to);
}

/* The digest, and beside it what no digest covers. */
static char *
state_of (const char *path, gboolean whole)
{
  static const char *const local[] = { "quarantine",   "merges WHERE undone", "merges",   "merge_before", "merge_added",
                                       "owners_beside", "received",            "accepted", "erased_drafts" };
  g_autoptr (EarStore) store = fault_world_open (path);
  g_autofree char *digest = world_digest (store);
  g_autofree char *state = ear_raw_state (store);
  g_autoptr (GString) counts = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = whole ? ear_store_check (store, NULL, &error) : NULL;

  g_assert_no_error (error);
  if (problems != NULL && problems->len > 0)
    g_error ("%s", (const char *) problems->pdata[0]);
  for (guint i = 0; i < G_N_ELEMENTS (local); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", local[i]);

      g_string_append_printf (counts, "%s %u\n", local[i], world_count (store, sql));
    }
  return g_strconcat (digest, "\n", counts->str, state, NULL);
}

static char *
state_after (const char *base, const char *work, FaultDeed deed)
{
  g_autoptr (EarStore) store = NULL;
  g_autoptr (GError) error = NULL;

  fault_world_copy (base, work);
  store = fault_world_open (work);
  deed (store, &error);
  g_assert_no_error (error);
  g_clear_pointer (&store, ear_store_close);
  return state_of (work, TRUE);
}

static void
assert_one_of (const char *state, const char *before, const char *after, guint nth)
{
  if (g_strcmp0 (state, before) != 0 && g_strcmp0 (state, after) != 0)
    g_error ("Failed at step %u, the workbook is neither as before nor as after:\n%s", nth, state);
}

guint
fault_world_stride (guint usual)
{
  return g_test_thorough () ? 1 : usual;
}

/* Most of what can go wrong goes wrong among the first writes; of the many after them fewer and fewer are tried, by lot. A deed
 * asks for memory a thousand times as often as for the disk. */
static guint
next_moment (guint nth, guint stride)
{
  gint32 most = (gint32) (stride > 8 ? nth : nth / 2);

  return nth + (stride == 1 || nth < 8 ? stride : MAX (stride, (guint) g_test_rand_int_range (most / 2, most + 1)));
}

/* Where steps are left out, each run leaves out others. */
static guint
any_start (guint stride)
{
  return stride == 1 ? 1 : (guint) g_test_rand_int_range (1, (gint32) stride + 1);
}

static void
arm_error (guint nth)
{
  ear_fault_arm (EAR_FAULT_ERROR, nth, FALSE, 0);
}

static void
arm_full (guint nth)
{
  ear_fault_arm (EAR_FAULT_FULL, nth, TRUE, 0);
}

static const FaultSource disk_error = { arm_error, ear_fault_disarm, 2, 10, TRUE, NULL };
static const FaultSource disk_full = { arm_full, ear_fault_disarm, 4, 10, TRUE, NULL };

/* Whoever goes on in the same window sees the digest of one of the two states, too. */
static void
assert_digest_of_either (EarStore *store, const char *before, const char *after)
{
  g_autofree char *digest = world_digest (store);

  g_assert_true (g_str_has_prefix (before, digest) || g_str_has_prefix (after, digest));
}

/* Returns: whether anything failed. */
static gboolean
once_with_faults (const char *base, const char *work, FaultDeed deed, const FaultSource *source, guint nth, const char *before,
                  const char *after)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = NULL;
  g_autofree char *there = NULL;
  g_autofree char *in_the_end = NULL;
  gboolean done, fired;

  fault_world_copy (base, work);
  store = fault_world_open (work);
  source->arm (nth);
  done = deed (store, &error);
  fired = source->disarm ();
  g_assert_true (done || fired);
  if (!done)
    {
      g_assert_true (error->domain == EAR_STORE_ERROR || error->domain == EAR_EXCHANGE_ERROR);
      g_test_message ("%s", error->message);
      if (source->check != NULL)
        source->check (error);
      g_clear_error (&error);
      assert_digest_of_either (store, before, after);
      g_clear_pointer (&store, ear_store_close);
      there = state_of (work, FALSE);
      assert_one_of (there, before, after, nth);
      store = fault_world_open (work);
      if (g_str_equal (there, before))
        deed (store, &error);
      g_assert_no_error (error);
    }
  g_clear_pointer (&store, ear_store_close);
  in_the_end = state_of (work, source->harms_disk);
  assert_one_of (in_the_end, after, after, nth);
  return fired;
}

static void
fail_at_moments (const char *base, const char *work, FaultDeed deed, const FaultSource *source, const char *before,
                 const char *after)
{
  guint stride = fault_world_stride (source->stride);
  guint nth = any_start (stride);

  while (once_with_faults (base, work, deed, source, nth, before, after))
    nth = next_moment (nth, stride);
  g_assert_cmpuint (nth, >, source->least);
}

void
fault_world_fail (const char *base, const char *work, FaultDeed deed, const FaultSource *source)
{
  g_autofree char *before = state_of (base, TRUE);
  g_autofree char *after = state_after (base, work, deed);

  fail_at_moments (base, work, deed, source, before, after);
}

void
fault_world_bad_disk (const char *base, const char *work, FaultDeed deed)
{
  g_autofree char *before = state_of (base, TRUE);
  g_autofree char *after = state_after (base, work, deed);

  g_assert_cmpstr (before, !=, after);
  fail_at_moments (base, work, deed, &disk_error, before, after);
  fail_at_moments (base, work, deed, &disk_full, before, after);
}

gboolean
fault_world_lived (pid_t child, int killer)
{
  int status = 0;

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (WIFSIGNALED (status))
    {
      g_assert_cmpint (WTERMSIG (status), ==, killer);
      return FALSE;
    }
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  return TRUE;
}

void
fault_world_without_power (const char *base, const char *work, FaultDeed deed)
{
  g_autofree char *before = state_of (base, TRUE);
  g_autofree char *after = state_after (base, work, deed);

  for (EarFault fault = EAR_FAULT_KILL; fault <= EAR_FAULT_TORN; fault++)
    {
      guint stride = fault_world_stride (fault == EAR_FAULT_KILL ? 2 : 6);
      gboolean alive = FALSE;

      for (guint nth = any_start (stride); !alive; nth = next_moment (nth, stride))
        {
          guint32 seed = (guint32) g_test_rand_int ();
          g_autofree char *there = NULL;
          pid_t child;

          fault_world_copy (base, work);
          child = fork ();
          if (child == 0)
            {
              EarStore *store = fault_world_open (work);

              ear_fault_arm (fault, nth, FALSE, seed);
              _exit (deed (store, NULL) ? 0 : 1);
            }
          alive = fault_world_lived (child, SIGKILL);
          there = state_of (work, fault != EAR_FAULT_KILL);
          if (alive)
            assert_one_of (there, after, after, nth);
          else
            assert_one_of (there, before, after, nth);
        }
    }
}
