/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The evidence for one strategy as cells, tied to those of the tables by theme: a priority to which one theme is mapped has
 * that theme's figures. */
#include "ear-protect-evidence.h"

#include "ear-protect-private.h"
#include "ear-terms.h"

typedef struct
{
  EarProtect *protect;
  GPtrArray *rows;       /* EarEvidenceRow */
  GHashTable *themes_of; /* a priority's id → GPtrArray of themes' ids, as text */
} Builder;

/* Which feelings of the tables count under one of the evidence: a mixed voice works and does not. */
static const struct
{
  const char *name;
  const char *feelings[2];
} sides[EAR_N_EVIDENCE_FIGURES] = {
  [EAR_EVIDENCE_VOICES] = { NULL, { NULL, NULL } },
  [EAR_EVIDENCE_SESSIONS] = { NULL, { NULL, NULL } },
  [EAR_EVIDENCE_WORKS] = { "works", { EAR_FEELING_WORKING, EAR_FEELING_MIXED } },
  [EAR_EVIDENCE_DOES_NOT_WORK] = { "does-not-work", { EAR_FEELING_NOT_WORKING, EAR_FEELING_MIXED } },
  [EAR_EVIDENCE_IDEAS] = { "idea", { EAR_FEELING_IDEA, NULL } },
  [EAR_EVIDENCE_QUESTIONS] = { "question", { EAR_FEELING_QUESTION, NULL } },
  [EAR_EVIDENCE_UNSAID] = { EAR_HEADING_NOT_SAID, { EAR_HEADING_NOT_SAID, NULL } },
};

static guint
figure_of (const EarEvidenceRow *row, EarEvidenceFigure figure)
{
  const guint figures[EAR_N_EVIDENCE_FIGURES]
    = { row->count.contributions, row->count.sessions, row->works, row->does_not_work, row->ideas, row->questions, row->unsaid };

  return figures[figure];
}

static char *
name_cell (const EarEvidenceRow *row, EarEvidenceFigure figure)
{
  g_autofree char *id = ear_id_to_string (&row->id);

  return ear_protect_id (figure == EAR_EVIDENCE_SESSIONS ? EAR_MEASURE_SESSIONS : EAR_MEASURE_VOICES, "priority", id,
                         "evidence", sides[figure].name, NULL);
}

static guint
add_cell (const Builder *builder, const EarEvidenceRow *row, EarEvidenceFigure figure)
{
  g_autofree char *id = name_cell (row, figure);
  g_autofree char *label = sides[figure].name == NULL ? g_strdup (row->label)
                                                      : g_strdup_printf ("%s · %s", row->label, sides[figure].name);

  return ear_protect_add_cell (builder->protect, id, label, figure_of (row, figure), EAR_CELL_PLAIN);
}

static void
at_least (const Builder *builder, guint more, guint less)
{
  EarTerm terms[] = { { more, 1 }, { less, -1 } };

  ear_protect_add_relation (builder->protect, EAR_RELATION_AT_LEAST, terms, G_N_ELEMENTS (terms));
}

/* A row adds up but for the mixed, who are in it twice. */
static void
tie_feelings (const Builder *builder, const EarEvidenceRow *row)
{
  guint voices = add_cell (builder, row, EAR_EVIDENCE_VOICES), mixed;
  g_autofree char *voices_id = name_cell (row, EAR_EVIDENCE_VOICES);
  g_autofree char *id = g_strconcat (voices_id, "/mixed", NULL);
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (EarTerm));
  EarTerm term = { voices, -1 };
  guint sum = 0;

  g_array_append_val (terms, term);
  for (guint f = EAR_EVIDENCE_WORKS; f < EAR_N_EVIDENCE_FIGURES; f++)
    {
      term = (EarTerm) { add_cell (builder, row, f), 1 };
      g_array_append_val (terms, term);
      at_least (builder, voices, term.cell);
      sum += figure_of (row, f);
    }
  mixed = ear_protect_add_cell (builder->protect, id, row->label, sum - MIN (sum, row->count.contributions), EAR_CELL_IMPLIED);
  term = (EarTerm) { mixed, -1 };
  g_array_append_val (terms, term);
  ear_protect_add_relation (builder->protect, EAR_RELATION_EQUAL, (EarTerm *) (gpointer) terms->data, terms->len);
  at_least (builder, add_cell (builder, row, EAR_EVIDENCE_WORKS), mixed);
  at_least (builder, add_cell (builder, row, EAR_EVIDENCE_DOES_NOT_WORK), mixed);
  at_least (builder, voices, add_cell (builder, row, EAR_EVIDENCE_SESSIONS));
}

/* The cells of a theme that count under a figure; of a feeling that nobody had there is none. */
static GArray *
list_theme_cells (const Builder *builder, const char *theme, EarEvidenceFigure figure)
{
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < 2 && (i == 0 || sides[figure].feelings[i] != NULL); i++)
    {
      g_autofree char *id = ear_protect_id (figure == EAR_EVIDENCE_SESSIONS ? EAR_MEASURE_SESSIONS : EAR_MEASURE_VOICES,
                                            "theme", theme, "feeling", sides[figure].feelings[i], NULL);
      guint cell = ear_protect_find (builder->protect, id);

      if (cell != EAR_PROTECT_NO_CELL)
        g_array_append_val (cells, cell);
    }
  return cells;
}

static void
append_terms (GArray *terms, const GArray *cells, int factor)
{
  for (guint i = 0; i < cells->len; i++)
    {
      EarTerm term = { g_array_index (cells, guint, i), factor };

      g_array_append_val (terms, term);
    }
}

/* Nobody can be counted where no theme is mapped to an item, to any below it, and where the report has no row for those whose
 * feeling was not said: that this is 0 is known from the report's making and no secret. */
static void
set_free (const Builder *builder, guint cell, const GArray *parts)
{
  EarProtectCell *whole = ear_protect_cell (builder->protect, cell);
  gboolean nobody = whole->value == 0;

  for (guint i = 0; i < parts->len; i++)
    nobody = nobody && (ear_protect_cell (builder->protect, g_array_index (parts, EarTerm, i).cell)->flags & EAR_CELL_FREE) != 0;
  if (nobody)
    whole->flags |= EAR_CELL_FREE;
}

/* An item holds the voices of each theme that is mapped to it and of each item below it, and of nobody else. */
static void
tie_below (const Builder *builder, const EarEvidenceRow *row, EarEvidenceFigure figure)
{
  g_autofree char *row_id = ear_id_to_string (&row->id);
  GPtrArray *themes = g_hash_table_lookup (builder->themes_of, row_id);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (EarTerm));
  guint cell = add_cell (builder, row, figure);
  EarTerm whole = { cell, -1 };

  for (guint t = 0; themes != NULL && t < themes->len; t++)
    {
      g_autoptr (GArray) cells = list_theme_cells (builder, g_ptr_array_index (themes, t), figure);
      g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (EarTerm));

      append_terms (all, cells, 1);
      append_terms (terms, cells, 1);
      g_array_append_val (terms, whole);
      ear_protect_add_relation (builder->protect, EAR_RELATION_AT_MOST, (EarTerm *) (gpointer) terms->data, terms->len);
    }
  for (guint i = 0; i < builder->rows->len; i++)
    {
      const EarEvidenceRow *below = g_ptr_array_index (builder->rows, i);
      EarTerm term;

      if (!ear_id_equal (&below->parent, &row->id))
        continue;
      term = (EarTerm) { add_cell (builder, below, figure), 1 };
      g_array_append_val (all, term);
      at_least (builder, cell, term.cell);
    }
  set_free (builder, cell, all);
  g_array_append_val (all, whole);
  ear_protect_add_relation (builder->protect, EAR_RELATION_AT_LEAST, (EarTerm *) (gpointer) all->data, all->len);
}

static void
tie_total (const Builder *builder, const EarEvidenceRow *row)
{
  g_autofree char *voices = ear_protect_id (EAR_MEASURE_VOICES, NULL);
  g_autofree char *sessions = ear_protect_id (EAR_MEASURE_SESSIONS, NULL);
  guint all_voices = ear_protect_find (builder->protect, voices), all_sessions = ear_protect_find (builder->protect, sessions);

  if (all_voices != EAR_PROTECT_NO_CELL)
    at_least (builder, all_voices, add_cell (builder, row, EAR_EVIDENCE_VOICES));
  if (all_sessions != EAR_PROTECT_NO_CELL)
    at_least (builder, all_sessions, add_cell (builder, row, EAR_EVIDENCE_SESSIONS));
}

static GHashTable *
list_themes (EarStore *store, const EarId *strategy, GError **error)
{
  g_autoptr (GHashTable) themes_of
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT DISTINCT p.id, t.id FROM mappings m JOIN priorities p ON p.n = m.priority AND p.state = 0 "
                       "JOIN strategies s ON s.n = p.strategy JOIN theme_now w ON w.theme = m.theme JOIN themes t ON t.n = w.now "
                       "WHERE m.state = 0 AND s.id = ?1 ORDER BY p.id, t.id",
                       error);
  EarStep step = EAR_STEP_FAILED;

  if (each == NULL)
    return NULL;
  ear_statement_bind_id (each, 1, strategy);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarId priority = EAR_ID_NONE, theme = EAR_ID_NONE;
      g_autofree char *name = NULL;
      GPtrArray *themes;

      ear_statement_get_id (each, 0, &priority);
      ear_statement_get_id (each, 1, &theme);
      name = ear_id_to_string (&priority);
      themes = g_hash_table_lookup (themes_of, name);
      if (themes == NULL)
        {
          themes = g_ptr_array_new_with_free_func (g_free);
          g_hash_table_insert (themes_of, g_steal_pointer (&name), themes);
        }
      g_ptr_array_add (themes, ear_id_to_string (&theme));
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&themes_of) : NULL;
}

/**
 * ear_protect_add_evidence:
 * @rows: what ear_evidence_list() gave for the strategy
 *
 * To be called after the tables by theme, and by theme and feeling, were added. The store's thread.
 */
gboolean
ear_protect_add_evidence (EarProtect *protect, EarStore *store, const EarId *strategy, GPtrArray *rows, GError **error)
{
  g_autoptr (GHashTable) themes_of = list_themes (store, strategy, error);
  Builder builder = { protect, rows, themes_of };

  if (themes_of == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      tie_feelings (&builder, g_ptr_array_index (rows, i));
      tie_total (&builder, g_ptr_array_index (rows, i));
    }
  /* What stands below first. */
  for (guint i = rows->len; i > 0; i--)
    {
      for (guint f = 0; f < EAR_N_EVIDENCE_FIGURES; f++)
        tie_below (&builder, g_ptr_array_index (rows, i - 1), f);
    }
  return TRUE;
}

EarShown
ear_protect_get_evidence (const EarProtect *protect, const EarEvidenceRow *row, EarEvidenceFigure figure)
{
  g_autofree char *id = name_cell (row, figure);

  return ear_protect_get (protect, id);
}
