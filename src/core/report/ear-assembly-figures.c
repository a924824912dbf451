/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table is a group of people who were seen sitting together. One at which no more people sat than the preset hides, or at
 * which nobody counted them, is not named, and its figures are added to those of the other ones that are not. All figures go
 * through ear-protect.h with what ties them: the numbers of a table add up to those who were counted there, those of the
 * tables to those of all. A reader will take it that the same people were asked twice and that they are those who sat there;
 * so where this is true, it is a tie as well. */
#include "ear-assembly-figures.h"

#include "ear-terms.h"

static const char *const methods[] = { EAR_METHOD_DOTS, EAR_METHOD_HANDS, EAR_METHOD_FIST_TO_FIVE };

/**
 * ear_figures_may_name:
 *
 * Returns: whether a table may be named in a document by the preset.
 */
gboolean
ear_figures_may_name (const EarAssemblyFigures *figures, const EarAssemblyTable *table)
{
  if (ear_preset_is_internal (&figures->preset))
    return TRUE;
  return !table->is_removed && table->people > (gint64) MAX (figures->preset.hide_to, figures->preset.midpoint);
}

static gboolean
is_of_row (const EarAssemblyFigures *figures, const EarAssemblySupport *support, EarFiguresRow row, guint table)
{
  switch (row)
    {
    case EAR_FIGURES_TABLE:
      return support->table != NULL && support->table == figures->assembly->tables->pdata[table];
    case EAR_FIGURES_SMALLER:
      return !support->whole_room && (support->table == NULL || !ear_figures_may_name (figures, support->table));
    case EAR_FIGURES_ROOM:
      return support->whole_room;
    case EAR_FIGURES_ALL:
    default:
      return !support->whole_room;
    }
}

/* Returns: how many, -1 where nothing was counted. */
static gint64
add_up (const EarAssemblyFigures *figures, guint n, const char *method, EarFiguresRow row, guint table, guint number)
{
  const EarAssemblyItem *item = figures->assembly->items->pdata[n];
  gint64 sum = -1;

  for (guint i = 0; i < item->supports->len; i++)
    {
      const EarAssemblySupport *support = item->supports->pdata[i];
      guint first, last;

      if (!support->is_current || g_strcmp0 (support->method, method) != 0 || !is_of_row (figures, support, row, table))
        continue;
      ear_support_range (method, &first, &last);
      sum = MAX (sum, 0);
      for (guint k = first; k <= last; k++)
        {
          if (number == k || number == EAR_FIGURES_SUM)
            sum += MAX (support->numbers[k], 0);
        }
    }
  return sum;
}

/**
 * ear_figures_has_row:
 * @table: with EAR_FIGURES_TABLE, which
 *
 * Returns: whether there is such a row in the table of an item's support by a method. The whole room has one only where no table
 *   was counted: beside those of tables it would tell what is hidden of them.
 */
gboolean
ear_figures_has_row (const EarAssemblyFigures *figures, guint item, const char *method, EarFiguresRow row, guint table)
{
  if (row == EAR_FIGURES_TABLE && !ear_figures_may_name (figures, figures->assembly->tables->pdata[table]))
    return FALSE;
  if (row == EAR_FIGURES_ROOM && !ear_preset_is_internal (&figures->preset)
      && add_up (figures, item, method, EAR_FIGURES_ALL, 0, EAR_FIGURES_SUM) >= 0)
    return FALSE;
  return add_up (figures, item, method, row, table, EAR_FIGURES_SUM) >= 0;
}

static char *
support_id (guint item, const char *method, EarFiguresRow row, guint table, guint number)
{
  return g_strdup_printf ("assembly item=%u method=%s row=%u table=%u number=%u", item, method, row, row == EAR_FIGURES_TABLE ? table : 0,
                          number);
}

static char *
people_id (guint table)
{
  return g_strdup_printf ("assembly people table=%u", table);
}

static guint
find (const EarAssemblyFigures *figures, guint item, const char *method, EarFiguresRow row, guint table, guint number)
{
  g_autofree char *id = support_id (item, method, row, table, number);

  return ear_protect_find (figures->protect, id);
}

/* The numbers of a row add up to all who were counted in it. */
static void
add_row (EarAssemblyFigures *figures, guint item, const char *method, EarFiguresRow row, guint table)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint));
  guint first, last, whole;

  if (!ear_figures_has_row (figures, item, method, row, table))
    return;
  ear_support_range (method, &first, &last);
  for (guint k = first; k <= last; k++)
    {
      g_autofree char *id = support_id (item, method, row, table, k);
      guint cell = ear_protect_add_cell (figures->protect, id, ear_support_number_label (k),
                                         (guint) add_up (figures, item, method, row, table, k), EAR_CELL_PLAIN);

      g_array_append_val (cells, cell);
    }
  {
    g_autofree char *id = support_id (item, method, row, table, EAR_FIGURES_SUM);

    whole = ear_protect_add_cell (figures->protect, id, method, (guint) add_up (figures, item, method, row, table, EAR_FIGURES_SUM),
                                  row == EAR_FIGURES_ALL ? EAR_CELL_IMPORTANT : EAR_CELL_PLAIN);
  }
  ear_protect_add_parts (figures->protect, EAR_PARTS_SEPARATE, whole, (const guint *) (gpointer) cells->data, cells->len,
                         EAR_PROTECT_NO_CELL, TRUE);
}

/* Those of the tables add up to those of all. */
static void
tie_column (EarAssemblyFigures *figures, guint item, const char *method, guint number)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint));
  guint whole = find (figures, item, method, EAR_FIGURES_ALL, 0, number);

  for (guint t = 0; t < figures->assembly->tables->len; t++)
    {
      guint cell = ear_figures_has_row (figures, item, method, EAR_FIGURES_TABLE, t)
                     ? find (figures, item, method, EAR_FIGURES_TABLE, t, number)
                     : EAR_PROTECT_NO_CELL;

      if (cell != EAR_PROTECT_NO_CELL)
        g_array_append_val (cells, cell);
    }
  if (ear_figures_has_row (figures, item, method, EAR_FIGURES_SMALLER, 0))
    {
      guint cell = find (figures, item, method, EAR_FIGURES_SMALLER, 0, number);

      g_array_append_val (cells, cell);
    }
  ear_protect_add_parts (figures->protect, EAR_PARTS_SEPARATE, whole, (const guint *) (gpointer) cells->data, cells->len,
                         EAR_PROTECT_NO_CELL, TRUE);
}

static void
add_method (EarAssemblyFigures *figures, guint item, const char *method)
{
  guint first, last;

  for (guint t = 0; t < figures->assembly->tables->len; t++)
    add_row (figures, item, method, EAR_FIGURES_TABLE, t);
  add_row (figures, item, method, EAR_FIGURES_SMALLER, 0);
  add_row (figures, item, method, EAR_FIGURES_ALL, 0);
  add_row (figures, item, method, EAR_FIGURES_ROOM, 0);
  if (!ear_figures_has_row (figures, item, method, EAR_FIGURES_ALL, 0))
    return;
  ear_support_range (method, &first, &last);
  for (guint k = first; k <= last; k++)
    tie_column (figures, item, method, k);
  tie_column (figures, item, method, EAR_FIGURES_SUM);
}

/* Dots are no people: of those one may have several. */
static void
tie_people (EarAssemblyFigures *figures, guint t)
{
  g_autofree char *id = people_id (t);
  const EarAssemblyTable *table = figures->assembly->tables->pdata[t];
  guint people = ear_protect_add_cell (figures->protect, id, table->label, (guint) table->people, EAR_CELL_PLAIN);

  for (guint i = 0; i < figures->assembly->items->len; i++)
    {
      for (gsize m = 1; m < G_N_ELEMENTS (methods); m++)
        {
          gint64 counted = add_up (figures, i, methods[m], EAR_FIGURES_TABLE, t, EAR_FIGURES_SUM);

          if (counted == table->people && ear_figures_has_row (figures, i, methods[m], EAR_FIGURES_TABLE, t))
            {
              EarTerm terms[] = { { find (figures, i, methods[m], EAR_FIGURES_TABLE, t, EAR_FIGURES_SUM), 1 }, { people, -1 } };

              ear_protect_add_relation (figures->protect, EAR_RELATION_EQUAL, terms, G_N_ELEMENTS (terms));
            }
        }
    }
}

static void
add_all (EarAssemblyFigures *figures)
{
  for (guint i = 0; i < figures->assembly->items->len; i++)
    {
      for (gsize m = 0; m < G_N_ELEMENTS (methods); m++)
        add_method (figures, i, methods[m]);
    }
  for (guint t = 0; t < figures->assembly->tables->len; t++)
    {
      const EarAssemblyTable *table = figures->assembly->tables->pdata[t];

      if (table->people >= 0 && ear_figures_may_name (figures, table))
        tie_people (figures, t);
    }
}

/**
 * ear_assembly_figures:
 * @assembly: kept by the caller
 *
 * Returns: (transfer full) (nullable): what may be shown of an Assembly's figures.
 */
EarAssemblyFigures *
ear_assembly_figures (const EarAssembly *assembly, const EarPreset *preset, GCancellable *cancellable, GError **error)
{
  g_autoptr (EarAssemblyFigures) figures = g_new0 (EarAssemblyFigures, 1);

  figures->assembly = assembly;
  figures->preset = *preset;
  figures->protect = ear_protect_new (preset);
  add_all (figures);
  if (!ear_protect_run (figures->protect, cancellable, error))
    return NULL;
  figures->audit = ear_protect_audit (figures->protect, cancellable, error);
  return figures->audit == NULL ? NULL : g_steal_pointer (&figures);
}

void
ear_assembly_figures_free (EarAssemblyFigures *figures)
{
  if (figures == NULL)
    return;
  g_clear_pointer (&figures->protect, ear_protect_free);
  g_clear_pointer (&figures->audit, ear_audit_free);
  g_free (figures);
}

EarShown
ear_figures_support (const EarAssemblyFigures *figures, guint item, const char *method, EarFiguresRow row, guint table, guint number)
{
  g_autofree char *id = support_id (item, method, row, table, number);

  return ear_protect_get (figures->protect, id);
}

EarShown
ear_figures_people (const EarAssemblyFigures *figures, guint table)
{
  g_autofree char *id = people_id (table);

  return ear_protect_get (figures->protect, id);
}
