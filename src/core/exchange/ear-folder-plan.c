/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this workbook has to write to its folder. Its files there are a chain: one that holds everything, then some with
 * what changed since the one before. The chain begins anew where a link is missing, where others can open it than could,
 * where it holds what was erased since, and where it has grown long; so whoever misses a file has everything later. */
#include "ear-folder-private.h"

#include <string.h>

#include "ear-bundle.h"
#include "ear-consent.h"

typedef struct
{
  EarStore *store;
  const EarFolderReaders *readers;
  GPtrArray *own;
  GHashTable *here;  /* hashes of our own files in the folder, lent by the look */
  gint64 erasures;
} Planner;

static GHashTable *
list_here (const EarFolderLook *look)
{
  GHashTable *here = ear_folder_hash_set ();

  for (guint i = 0; i < look->files->len; i++)
    {
      const EarFolderFile *file = look->files->pdata[i];

      if (file->fate == EAR_FOLDER_OWN)
        g_hash_table_add (here, file->facts->hash);
    }
  return here;
}

/* The chain's first file, as an index, or -1. */
static int
find_whole (const Planner *self)
{
  for (int i = (int) self->own->len - 1; i >= 0; i--)
    {
      const EarFolderOwn *own = self->own->pdata[i];

      if (own->whole && own->erasures == self->erasures && g_strcmp0 (own->sealed_for, self->readers->sealed_for) == 0
          && g_hash_table_contains (self->here, own->hash))
        return i;
    }
  return -1;
}

static gboolean
holds_erased (const Planner *self)
{
  for (guint i = 0; i < self->own->len; i++)
    {
      const EarFolderOwn *own = self->own->pdata[i];

      if (own->erasures < self->erasures && g_hash_table_contains (self->here, own->hash))
        return TRUE;
    }
  return FALSE;
}

/* Whether all after the first is there too, and not yet too much. */
static gboolean
can_go_on (const Planner *self, guint first)
{
  const EarFolderOwn *whole = self->own->pdata[first];
  guint64 bytes = 0;

  for (guint i = first + 1; i < self->own->len; i++)
    {
      const EarFolderOwn *own = self->own->pdata[i];

      bytes += own->bytes;
      if (!g_hash_table_contains (self->here, own->hash))
        return FALSE;
    }
  return self->own->len - first - 1 < EAR_FOLDER_MAX_CHANGES && bytes <= whole->bytes + EAR_FOLDER_SPARE_BYTES;
}

/* Whether something that our files hold may leave no more, or no more with its words. */
static gboolean
is_narrowed (const Planner *self, const EarFolderOwn *last, gboolean *narrowed, GError **error)
{
  g_autofree char *restricted = ear_consent_restricted_sql ();
  g_autofree char *touched = ear_consent_touched_sql ("x", "?2");
  g_autofree char *sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM contributions x WHERE x.state IN (0, 1) AND x.stamp <= ?1 AND "
                                          "(%s) AND %s)",
                                          touched, restricted);
  g_autoptr (EarStatement) find = ear_store_query (self->store, sql, error);

  if (find == NULL)
    return FALSE;
  ear_statement_bind_integer (find, 1, last->clock);
  ear_statement_bind_integer (find, 2, last->sequence);
  if (ear_statement_step (find, error) != EAR_STEP_ROW)
    return FALSE;
  *narrowed = ear_statement_get_integer (find, 0) != 0;
  return TRUE;
}

static gboolean
plan_changes (const Planner *self, EarFolderPlan *plan, guint first, GError **error)
{
  const EarFolderOwn *last = self->own->pdata[self->own->len - 1];
  EarExportOptions options = { .in_folder = TRUE, .changed_since = last->sequence };
  gboolean complete = can_go_on (self, first);
  gboolean narrowed = FALSE;
  guint64 n = 0;

  if (last->sequence < ear_store_folder_sequence (self->store)
      && (!ear_bundle_count (self->store, &options, &n, error) || !is_narrowed (self, last, &narrowed, error)))
    return FALSE;
  plan->since = last->sequence;
  plan->holds_erased = plan->holds_erased || narrowed;
  if (narrowed || (!complete && n > 0) || last->sequence <= 0)
    plan->due = EAR_FOLDER_ALL_DUE;
  else if (n > 0)
    plan->due = EAR_FOLDER_CHANGES_DUE;
  return TRUE;
}

/* A link that is missing is made good even where nothing changed. */
static gboolean
is_broken (const Planner *self, guint first)
{
  for (guint i = first + 1; i < self->own->len; i++)
    {
      if (!g_hash_table_contains (self->here, ((EarFolderOwn *) self->own->pdata[i])->hash))
        return TRUE;
    }
  return FALSE;
}

static gboolean
plan (Planner *self, EarFolderPlan *plan, GError **error)
{
  int first = find_whole (self);

  plan->next = self->own->len == 0 ? 1 : ((EarFolderOwn *) self->own->pdata[self->own->len - 1])->n + 1;
  plan->holds_erased = holds_erased (self);
  if (first < 0 || is_broken (self, (guint) first))
    {
      plan->due = ear_store_folder_sequence (self->store) > 0 ? EAR_FOLDER_ALL_DUE : EAR_FOLDER_NOTHING_DUE;
      return TRUE;
    }
  plan->whole = ((EarFolderOwn *) self->own->pdata[first])->n;
  return plan_changes (self, plan, (guint) first, error);
}

/**
 * ear_folder_plan:
 * @look: the folder as it is
 * @plan: (out): what to write next
 */
gboolean
ear_folder_plan (EarStore *store, const EarFolderLook *look, const EarFolderReaders *readers, EarFolderPlan *result,
                 GError **error)
{
  g_autoptr (GPtrArray) own = ear_store_folder_list_own (store, error);
  g_autoptr (GHashTable) here = list_here (look);
  Planner self = { store, readers, own, here, ear_store_folder_erasures (store, error) };

  *result = (EarFolderPlan) { 0 };
  return own != NULL && self.erasures >= 0 && plan (&self, result, error);
}
