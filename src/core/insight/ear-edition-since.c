/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two editions tell together: the figures of both are cells of one system, and so is what changed from one to the other.
 *
 * What whoever attacks is taken to know, beside all that both editions show:
 *
 * - the tables, rows and rules of both, and that a row that is missing from a table says that nobody was in it;
 * - that voices are recorded and stay, so that what was added since is a number of voices like any other: not negative, in
 *   the rest of a row that nobody is shown neither, and all that holds of the figures of voices holds of it, too;
 * - where nobody was asked since: that a figure of voices stayed as it is, so that what is shown of it in either edition, or
 *   can be worked out there, holds in both;
 * - of a figure that fell, that voices were withdrawn or are counted elsewhere now: the way it went, not how far.
 *
 * Knowing more makes fewer figures possible, so that what is safe from such a person is safe from one who knows less: one who
 * is not sure that nothing was taken away, for example. What is true of voices that are added one by one need not be of
 * differences where others were withdrawn at the same time; what the counts refute is no knowledge and is left out.
 *
 * What changed is guarded as a figure is: from 20 and 22 two people are known, as from a table that says 2. That tables which
 * share cells are protected as one system, and that the difference of two tables is a table, is from Hundepool et al.,
 * Statistical Disclosure Control (2012), on linked tables and on disclosure by differencing. What a reader knows of voices
 * is our own reading of how a workbook grows. */
#include "ear-edition-since.h"

#include <string.h>

/* A cell's dimensions without its headings: the same for all cells of a table by two, and of its margins by one. */
static char *
shape_of (const char *id)
{
  g_autoptr (GString) shape = g_string_new (NULL);
  gboolean heading = FALSE;

  for (const char *c = id; *c != '\0'; c++)
    {
      heading = heading && *c != '|' && *c != '/';
      if (!heading)
        g_string_append_c (shape, *c);
      heading = heading || *c == '=';
    }
  return g_string_free (g_steal_pointer (&shape), FALSE);
}

EarEarlier *
ear_earlier_new (guint first_relation)
{
  EarEarlier *earlier = g_new0 (EarEarlier, 1);

  earlier->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  earlier->shapes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  earlier->first_relation = first_relation;
  return earlier;
}

void
ear_earlier_free (gpointer data)
{
  EarEarlier *earlier = data;

  g_hash_table_unref (earlier->by_id);
  g_hash_table_unref (earlier->shapes);
  g_free (earlier);
}

void
ear_earlier_add (EarEarlier *earlier, const char *id, guint cell)
{
  g_hash_table_insert (earlier->by_id, g_strdup (id), GUINT_TO_POINTER (cell + 1));
  g_hash_table_add (earlier->shapes, shape_of (id));
}

/* The new edition's own cells, all of which are there by now. */
void
ear_earlier_add_new (EarProtect *protect)
{
  EarEarlier *now = ear_earlier_new (0);

  for (guint i = 0; i < protect->cells->len; i++)
    ear_earlier_add (now, ear_protect_cell (protect, i)->id, i);
  now->end_relation = protect->relations->len;
  g_ptr_array_add (protect->earlier, now);
}

/* How a cell of the later edition changed: by what, and whether that was added (1) or taken away (-1). 0: not known. */
typedef struct
{
  guint cell;
  int sign;
} Change;

/* What nobody is shown and is only known to lie between two numbers was guessed, each time by itself. The one guess is made
 * the other, so that nothing seems to have been taken away, if that agrees with all else. */
static void
agree_on_guess (EarProtect *protect, guint before, guint now)
{
  gint64 earlier = ear_protect_cell (protect, before)->value, later = ear_protect_cell (protect, now)->value;

  if (later < earlier && !ear_protect_guess (protect, now, earlier))
    ear_protect_guess (protect, before, later);
}

static Change
add_change (EarProtect *protect, const char *own_id, guint before, guint now, guint edition)
{
  EarProtectCell *earlier = ear_protect_cell (protect, before), *later = ear_protect_cell (protect, now);
  gboolean implied = (later->flags & EAR_CELL_IMPLIED) != 0, is_of_voices = g_str_has_prefix (own_id, "voices:");
  Change change = { EAR_PROTECT_NO_CELL, 1 };
  EarTerm terms[3];
  g_autofree char *id = NULL;

  if (implied)
    agree_on_guess (protect, before, now);
  /* A guess that falls all the same is none that tells of anybody. */
  if (implied && later->value < earlier->value)
    return (Change) { EAR_PROTECT_NO_CELL, 0 };
  change.sign = later->value < earlier->value ? -1 : 1;
  id = g_strdup_printf ("%s-since-%u:%s", change.sign > 0 ? "added" : "removed", edition, later->id);
  change.cell = ear_protect_add_cell (protect, id, later->label, (guint) (change.sign * (later->value - earlier->value)),
                                      EAR_CELL_IMPLIED | (later->flags & EAR_CELL_FREE));
  ear_protect_cell (protect, change.cell)->differs = edition;
  terms[0] = (EarTerm) { now, 1 };
  terms[1] = (EarTerm) { before, -1 };
  terms[2] = (EarTerm) { change.cell, -change.sign };
  ear_protect_add_relation (protect, EAR_RELATION_EQUAL, terms, G_N_ELEMENTS (terms));
  /* As many sessions as before may be others: in one that was held already somebody more may have spoken. */
  if (!implied && later->value == earlier->value && is_of_voices)
    ear_protect_add_relation (protect, EAR_RELATION_EQUAL, &(EarTerm) { change.cell, 1 }, 1);
  return change;
}

static Change
find_change (EarProtect *protect, const EarEarlier *before, const char *id, guint now, guint edition)
{
  guint earlier = GPOINTER_TO_UINT (g_hash_table_lookup (before->by_id, id));
  g_autofree char *shape = NULL;

  if (earlier > 0)
    return add_change (protect, id, earlier - 1, now, edition);
  shape = shape_of (id);
  /* Nobody was in it: what was added is all. */
  return g_hash_table_contains (before->shapes, shape) ? (Change) { now, 1 } : (Change) { EAR_PROTECT_NO_CELL, 0 };
}

/* What holds of figures holds of what was added. Sums follow by themselves. */
static void
tie_changes (EarProtect *protect, const EarRelation *relation, const Change *changes)
{
  g_autofree EarTerm *terms = g_new (EarTerm, relation->n_terms);
  guint n = 0;

  for (guint t = 0; t < relation->n_terms; t++)
    {
      const EarTerm *term = &relation->terms[t];
      const Change *change = &changes[term->cell];

      /* Less of what nobody is shown: without it the rest holds all the more. */
      if (change->sign == 0 && relation->type == EAR_RELATION_AT_LEAST && term->factor < 0
          && (ear_protect_cell (protect, term->cell)->flags & EAR_CELL_IMPLIED) != 0)
        continue;
      if (change->sign == 0)
        return;
      terms[n++] = (EarTerm) { change->cell, change->sign * term->factor };
    }
  ear_protect_add_relation (protect, relation->type, terms, n);
}

/* @edition: the number of the earlier one. */
void
ear_earlier_tie (EarProtect *protect, const EarEarlier *before, const EarEarlier *now, guint edition)
{
  g_autofree Change *changes = g_new0 (Change, protect->cells->len);
  g_autoptr (GPtrArray) ids = g_hash_table_get_keys_as_ptr_array (now->by_id);

  g_ptr_array_sort_values (ids, (GCompareFunc) strcmp);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      guint cell = GPOINTER_TO_UINT (g_hash_table_lookup (now->by_id, id)) - 1;

      changes[cell] = find_change (protect, before, id, cell, edition);
    }
  for (guint r = now->first_relation; r < now->end_relation; r++)
    {
      const EarRelation *relation = g_ptr_array_index (protect->relations, r);

      if (relation->type != EAR_RELATION_EQUAL)
        tie_changes (protect, relation, changes);
    }
}
