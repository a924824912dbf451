/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of figures beside those that were counted. */
#include "ear-protect-private.h"

static int
compare_deviations (gconstpointer a, gconstpointer b)
{
  const EarDeviation *one = a, *other = b;

  return one->cell < other->cell ? -1 : one->cell > other->cell;
}

/* Takes what is in @deviations, in any order. */
EarWitness *
ear_witness_new (GArray *deviations)
{
  EarWitness *witness = g_new0 (EarWitness, 1);

  g_array_sort (deviations, compare_deviations);
  g_atomic_ref_count_init (&witness->references);
  witness->n = deviations->len;
  witness->deviations = (EarDeviation *) g_array_steal (deviations, NULL);
  return witness;
}

EarWitness *
ear_witness_ref (EarWitness *witness)
{
  g_atomic_ref_count_inc (&witness->references);
  return witness;
}

void
ear_witness_unref (EarWitness *witness)
{
  if (!g_atomic_ref_count_dec (&witness->references))
    return;
  g_free (witness->deviations);
  g_free (witness);
}

/* What a cell is in it. @witness: (nullable): %NULL is what was counted. */
gint64
ear_witness_get (const EarWitness *witness, const EarProtect *protect, guint cell)
{
  EarDeviation key = { cell, 0 };
  const EarDeviation *found
    = witness == NULL || witness->n == 0
        ? NULL
        : bsearch (&key, witness->deviations, witness->n, sizeof key, compare_deviations);

  return found == NULL ? ear_protect_cell (protect, cell)->value : found->value;
}

static gboolean
relation_holds (const EarProtect *protect, const EarRelation *relation, const gint64 *figures)
{
  gint64 sum = 0;

  for (guint t = 0; t < relation->n_terms; t++)
    sum += relation->terms[t].factor * figures[relation->terms[t].cell];
  return relation->type == EAR_RELATION_EQUAL ? sum == 0 : relation->type == EAR_RELATION_AT_LEAST ? sum >= 0 : sum <= 0;
}

/* Whether all relations hold in it; what is known of single cells is not looked at. @witness: (nullable): what was counted.
 * A relation of which no cell differs holds as it does in what was counted. */
gboolean
ear_witness_holds (const EarProtect *protect, const EarWitness *witness)
{
  g_autofree gint64 *figures = g_new (gint64, protect->cells->len + 1);
  g_autofree guint8 *seen = g_new0 (guint8, protect->relations->len + 1);
  guint n = witness == NULL ? protect->cells->len : witness->n;

  for (guint i = 0; i < protect->cells->len; i++)
    figures[i] = ear_protect_cell (protect, i)->value;
  for (guint i = 0; witness != NULL && i < n; i++)
    figures[witness->deviations[i].cell] = witness->deviations[i].value;
  for (guint i = 0; i < n; i++)
    {
      const GArray *relations = ear_protect_cell (protect, witness == NULL ? i : witness->deviations[i].cell)->relations;

      for (guint r = 0; r < relations->len; r++)
        {
          guint index = g_array_index (relations, guint, r);

          if (!seen[index] && !relation_holds (protect, g_ptr_array_index (protect->relations, index), figures))
            return FALSE;
          seen[index] = TRUE;
        }
    }
  return TRUE;
}
