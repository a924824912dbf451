/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at the result once more, by itself: nothing of how cells were chosen is believed, only the figures that are shown,
 * the relations, and the witnesses, which are added up. */
#include "ear-protect-private.h"

#include <glib/gi18n-lib.h>

/**
 * ear_protect_agrees:
 * @witness: (nullable): %NULL: the figures as counted
 *
 * Returns: whether its figures agree with all that is shown and with all relations. Where it is as counted nothing need be
 *   looked at but once, which @witness %NULL does.
 */
gboolean
ear_protect_agrees (const EarProtect *protect, const EarWitness *witness)
{
  guint n = witness == NULL ? protect->cells->len : witness->n;

  for (guint i = 0; i < n; i++)
    {
      guint index = witness == NULL ? i : witness->deviations[i].cell;
      const EarProtectCell *cell = ear_protect_cell (protect, index);
      gint64 low, high, value = ear_witness_get (witness, protect, index);

      ear_protect_known (cell, &low, &high);
      if (value < low || value > high)
        return FALSE;
    }
  return ear_witness_holds (protect, witness);
}

static gboolean
proves (const EarProtect *protect, const EarCheck *check)
{
  const EarProtectCell *cell = ear_protect_cell (protect, check->cell);
  gint64 value = ear_witness_get (check->witness, protect, check->cell);

  if (!check->settled || check->witness == NULL || !ear_protect_agrees (protect, check->witness))
    return FALSE;
  if (cell->guard == EAR_GUARD_OUTSIDE)
    return value < cell->need_low || value > cell->need_high;
  return check->upwards ? value >= cell->need_high : value <= cell->need_low;
}

static char *
name_exposed (EarProtect *protect, guint index)
{
  const EarProtectCell *cell = ear_protect_cell (protect, index);
  guint edition = cell->differs > 0 ? cell->differs : cell->edition;
  gint64 least, most;
  g_autofree char *range = NULL;

  ear_protect_bounds (protect, index, &least, &most);
  range = most == EAR_NO_END ? g_strdup_printf (_ ("at least %" G_GINT64_FORMAT), least)
                             : g_strdup_printf ("%" G_GINT64_FORMAT "–%" G_GINT64_FORMAT, least, most);
  if (edition > 0)
    /* Translators: a figure, an earlier edition, and what can be worked out. */
    return g_strdup_printf (_ ("%s, with “%s”: can be worked out as %s"), cell->label,
                            (char *) g_ptr_array_index (protect->editions, edition - 1), range);
  return g_strdup_printf (_ ("%s: can be worked out as %s"), cell->label, range);
}

static void
count_cells (const EarProtect *protect, EarAudit *audit)
{
  for (guint i = 0; i < protect->cells->len; i++)
    {
      const EarProtectCell *cell = ear_protect_cell (protect, i);
      gboolean published = cell->edition == 0 && (cell->flags & EAR_CELL_IMPLIED) == 0;

      audit->cells += published;
      audit->hidden += published && cell->hidden;
      audit->primary += published && cell->primary;
      audit->by_difference += published && cell->hidden && cell->by_difference;
      audit->guarded += cell->guard != EAR_GUARD_NONE;
    }
}

/**
 * ear_protect_audit:
 *
 * After ear_protect_run().
 *
 * Returns: (transfer full) (nullable): what was found; %NULL where it was cancelled.
 */
EarAudit *
ear_protect_audit (EarProtect *protect, GCancellable *cancellable, GError **error)
{
  g_autoptr (EarAudit) audit = g_new0 (EarAudit, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) exposed = g_hash_table_new (NULL, NULL);

  g_return_val_if_fail (protect->has_run, NULL);

  audit->exposed = g_ptr_array_new_with_free_func (g_free);
  audit->differences = g_ptr_array_copy (protect->differences, (GCopyFunc) g_strdup, NULL);
  g_ptr_array_set_free_func (audit->differences, g_free);
  audit->relations = protect->relations->len;
  audit->editions = protect->editions->len;
  count_cells (protect, audit);
  if (!ear_protect_agrees (protect, NULL))
    g_ptr_array_add (audit->exposed, g_strdup (_ ("The figures do not agree with each other. Please report this as a fault.")));
  for (guint c = 0; c < protect->checks->len; c++)
    {
      const EarCheck *check = &g_array_index (protect->checks, EarCheck, c);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (check->witness != NULL)
        g_hash_table_add (seen, check->witness);
      if (!proves (protect, check) && g_hash_table_add (exposed, GUINT_TO_POINTER (check->cell)))
        g_ptr_array_add (audit->exposed, name_exposed (protect, check->cell));
    }
  audit->witnesses = g_hash_table_size (seen);
  ear_protect_done_solving ();
  return g_steal_pointer (&audit);
}

/**
 * ear_protect_range:
 * @least: (out): what whoever knows only what is shown knows the cell to be at least
 * @most: (out): and at most; -1 where there is no end
 *
 * By linear programming over all relations together, fractions allowed, so that the true range may be narrower.
 *
 * Returns: whether the range covers the preset's hidden range.
 */
gboolean
ear_protect_range (EarProtect *protect, guint cell, gint64 *least, gint64 *most)
{
  gint64 low, high;

  ear_preset_need (&protect->preset, &low, &high);
  ear_protect_bounds (protect, cell, least, most);
  ear_protect_done_solving ();
  if (*most == EAR_NO_END)
    *most = -1;
  return *least <= low && (*most == -1 || *most >= high);
}

void
ear_audit_free (EarAudit *audit)
{
  if (audit == NULL)
    return;
  g_clear_pointer (&audit->exposed, g_ptr_array_unref);
  g_clear_pointer (&audit->differences, g_ptr_array_unref);
  g_free (audit);
}
