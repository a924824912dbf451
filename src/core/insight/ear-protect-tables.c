/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of voices and sessions as cells, with what a reader knows of them together:
 *
 * - Places, periods and feelings part the voices: rows and the margin add up. Themes, groups and priorities overlap: a
 *   margin is at least each row and at most all together.
 * - What stands above others in a tree holds them, and what it has beside them, which nobody is shown: where it could be
 *   worked out to be a small number it is guarded, too.
 * - A session may be in several rows of any kind, and is in none without a voice.
 * - Where rows of nobody are left out, somebody is in each that is there. */
#include "ear-protect-private.h"

typedef struct
{
  EarProtect *protect;
  const EarTable *table;
  const char *scope;
  const char *dimensions[2];
  guint n_columns; /* those that are shown; 0 with one dimension */
  guint *columns;  /* their indices */
} Builder;

/* One side of the table while the other stands still. */
typedef struct
{
  const Builder *builder;
  gboolean along_rows;
  int other; /* -1: the margin */
} Line;

const char *
ear_protect_dimension_id (EarDimension dimension, EarPeriod period)
{
  static const char *const periods[]
    = { [EAR_PERIOD_YEAR] = "year", [EAR_PERIOD_FINANCIAL_YEAR] = "financial-year", [EAR_PERIOD_QUARTER] = "quarter",
        [EAR_PERIOD_MONTH] = "month" };

  switch (dimension)
    {
    case EAR_DIMENSION_THEME:
      return "theme";
    case EAR_DIMENSION_GROUP:
      return "group";
    case EAR_DIMENSION_PRIORITY:
      return "priority";
    case EAR_DIMENSION_PLACE:
      return "place";
    case EAR_DIMENSION_PERIOD:
      return periods[period];
    case EAR_DIMENSION_FEELING:
      return "feeling";
    case EAR_DIMENSION_PERMISSION:
      return "permission";
    case EAR_DIMENSION_ORGANISATION:
      return "organisation";
    case EAR_DIMENSION_NONE:
    case EAR_N_DIMENSIONS:
    default:
      return "";
    }
}

/**
 * ear_protect_heading_id:
 *
 * Returns: (transfer full): the same for the same record, whatever it is called.
 */
char *
ear_protect_heading_id (const EarHeading *heading)
{
  return ear_id_is_none (&heading->id) ? g_strdup (heading->key) : ear_id_to_string (&heading->id);
}

static gboolean
is_none (const EarHeading *heading)
{
  static const char *const keys[]
    = { EAR_HEADING_NO_THEME, EAR_HEADING_NO_GROUP, EAR_HEADING_NO_PRIORITY, EAR_HEADING_NOT_SAID, NULL };

  return ear_id_is_none (&heading->id) && g_strv_contains (keys, heading->key);
}

static const EarHeading *
heading_of (const EarTable *table, gboolean row, int index)
{
  return index < 0 ? NULL : g_ptr_array_index (row ? table->rows : table->columns, (guint) index);
}

static EarCount
count_of (const EarTable *table, int row, int column)
{
  if (table->columns == NULL || column < 0)
    return row < 0 ? table->total : table->row_totals[row];
  return row < 0 ? table->column_totals[column] : ear_table_cell (table, (guint) row, (guint) column);
}

static char *
name_cell (const EarTable *table, const char *const *dimensions, const char *scope, EarMeasure measure, int row, int column)
{
  const EarHeading *of_row = heading_of (table, TRUE, row), *of_column = heading_of (table, FALSE, column);
  g_autofree char *row_id = of_row == NULL ? NULL : ear_protect_heading_id (of_row);
  g_autofree char *column_id = of_column == NULL ? NULL : ear_protect_heading_id (of_column);

  return ear_protect_id (measure, "", scope, dimensions[0], row_id, dimensions[1], column_id, NULL);
}

static char *
label_cell (const EarTable *table, int row, int column)
{
  const EarHeading *of_row = heading_of (table, TRUE, row), *of_column = heading_of (table, FALSE, column);

  if (of_row != NULL && of_column != NULL)
    return g_strdup_printf ("%s · %s", of_row->label, of_column->label);
  if (of_row == NULL && of_column == NULL)
    return g_strdup ("Σ");
  return g_strdup (of_row != NULL ? of_row->label : of_column->label);
}

/* Rows and columns of nobody are left out unless zeros are hidden: whoever sees one knows that somebody is in it. */
static EarCellFlags
flags_of (const Builder *builder, guint value, int row, int column)
{
  EarCellFlags flags = row < 0 && column < 0 ? EAR_CELL_IMPORTANT : EAR_CELL_PLAIN;

  if ((row < 0 || column < 0) && value > 0 && !ear_protect_get_preset (builder->protect)->hide_zero)
    flags |= EAR_CELL_ROW;
  return flags;
}

static guint
add_cell (const Builder *builder, EarMeasure measure, int row, int column)
{
  EarCount count = count_of (builder->table, row, column);
  guint value = measure == EAR_MEASURE_VOICES ? count.contributions : count.sessions;
  g_autofree char *id = name_cell (builder->table, builder->dimensions, builder->scope, measure, row, column);
  g_autofree char *label = label_cell (builder->table, row, column);

  return ear_protect_add_cell (builder->protect, id, label, value, flags_of (builder, value, row, column));
}

/* Both counts of a cell; there is no session without a voice. */
static void
add_counts (const Builder *builder, int row, int column)
{
  EarTerm terms[] = { { add_cell (builder, EAR_MEASURE_VOICES, row, column), 1 },
                      { add_cell (builder, EAR_MEASURE_SESSIONS, row, column), -1 } };

  ear_protect_add_relation (builder->protect, EAR_RELATION_AT_LEAST, terms, G_N_ELEMENTS (terms));
}

static int
row_of (const Line *line, int index)
{
  return line->along_rows ? index : line->other;
}

static int
column_of (const Line *line, int index)
{
  return line->along_rows ? line->other : index;
}

static guint
cell_of (const Line *line, EarMeasure measure, int index)
{
  return add_cell (line->builder, measure, row_of (line, index), column_of (line, index));
}

static gint64
value_of (const Line *line, EarMeasure measure, int index)
{
  return ear_protect_cell (line->builder->protect, cell_of (line, measure, index))->value;
}

static gboolean
parts_voices (const Line *line)
{
  EarDimension dimension
    = line->along_rows ? line->builder->table->row_dimension : line->builder->table->column_dimension;

  return dimension == EAR_DIMENSION_PLACE || dimension == EAR_DIMENSION_PERIOD || dimension == EAR_DIMENSION_FEELING
         || dimension == EAR_DIMENSION_PERMISSION || dimension == EAR_DIMENSION_ORGANISATION;
}

/* The headings of the line: those that are shown. */
static guint
n_headings (const Line *line)
{
  return line->along_rows ? line->builder->table->rows->len : line->builder->n_columns;
}

static int
index_at (const Line *line, guint n)
{
  return line->along_rows ? (int) n : (int) line->builder->columns[n];
}

static const EarHeading *
heading_at (const Line *line, guint n)
{
  return heading_of (line->builder->table, line->along_rows, index_at (line, n));
}

/* What is known of the rest of a whole that nobody is shown: of voices that overlap only between which numbers it lies.
 * The true one may be any of these; what is taken for it is one that is no secret where there is one. */
static void
guess_rest (const Line *line, int whole, const GArray *parts, gint64 *voices, gint64 *sessions)
{
  gint64 sums[2] = { 0, 0 }, largest = 0, wholes[2];

  for (guint p = 0; p < parts->len; p++)
    {
      int part = g_array_index (parts, int, p);

      for (guint m = 0; m < 2; m++)
        sums[m] += value_of (line, m, part);
      largest = MAX (largest, value_of (line, EAR_MEASURE_VOICES, part));
    }
  for (guint m = 0; m < 2; m++)
    wholes[m] = value_of (line, m, whole);
  *sessions = MAX (0, wholes[1] - sums[1]);
  if (parts_voices (line))
    *voices = MAX (0, wholes[0] - sums[0]);
  else
    *voices = wholes[0] <= sums[0] && *sessions == 0 ? 0 : wholes[0] - largest;
}

static guint
add_rest (const Line *line, int whole, EarMeasure measure, gint64 value)
{
  EarProtect *protect = line->builder->protect;
  const EarProtectCell *cell = ear_protect_cell (protect, cell_of (line, measure, whole));
  g_autofree char *id = g_strdup_printf ("%s/rest-by-%s", cell->id, line->builder->dimensions[line->along_rows ? 0 : 1]);
  g_autofree char *label = g_strdup_printf ("%s …", cell->label);

  /* That a session was held is told of nobody who is not told of as a voice. */
  return ear_protect_add_cell (protect, id, label, (guint) value,
                               EAR_CELL_IMPLIED | (measure == EAR_MEASURE_SESSIONS ? EAR_CELL_FREE : 0));
}

static guint *
cells_of (const Line *line, EarMeasure measure, const GArray *parts)
{
  guint *cells = g_new (guint, MAX (parts->len, 1));

  for (guint p = 0; p < parts->len; p++)
    cells[p] = cell_of (line, measure, g_array_index (parts, int, p));
  return cells;
}

/* What stands together below one heading, or at the top. */
typedef struct
{
  int whole;       /* -1: the margin */
  GArray *parts;   /* int */
  int none;        /* the heading of those that have none, -1 where there is none */
  gboolean has_rest; /* the whole may have others beside its parts */
} Family;

static void
family_free (gpointer data)
{
  Family *family = data;

  g_array_unref (family->parts);
  g_free (family);
}

static void
tie (const Line *line, const Family *family)
{
  EarProtect *protect = line->builder->protect;
  guint rest[2] = { EAR_PROTECT_NO_CELL, EAR_PROTECT_NO_CELL };
  gint64 guessed[2] = { 0, 0 };

  if (family->has_rest)
    guess_rest (line, family->whole, family->parts, &guessed[0], &guessed[1]);
  for (guint m = 0; m < 2; m++)
    {
      g_autofree guint *cells = cells_of (line, m, family->parts);

      if (family->has_rest)
        rest[m] = add_rest (line, family->whole, m, guessed[m]);
      else if (family->none >= 0)
        rest[m] = cell_of (line, m, family->none);
      ear_protect_add_parts (protect, m == EAR_MEASURE_VOICES && parts_voices (line) ? EAR_PARTS_SEPARATE : EAR_PARTS_OVERLAP,
                             cell_of (line, m, family->whole), cells, family->parts->len, rest[m], m == EAR_MEASURE_VOICES);
    }
  if (family->has_rest)
    {
      EarTerm terms[] = { { rest[0], 1 }, { rest[1], -1 } };

      ear_protect_add_relation (protect, EAR_RELATION_AT_LEAST, terms, G_N_ELEMENTS (terms));
    }
}

/* The headings that stand directly below one, or at the top (@n: G_MAXUINT). */
static Family *
family_below (const Line *line, guint n)
{
  Family *family = g_new0 (Family, 1);
  guint depth = n == G_MAXUINT ? 0 : heading_at (line, n)->depth + 1;

  family->whole = n == G_MAXUINT ? -1 : index_at (line, n);
  family->parts = g_array_new (FALSE, FALSE, sizeof (int));
  family->none = -1;
  family->has_rest = n != G_MAXUINT;
  for (guint i = n + 1; i < n_headings (line) && heading_at (line, i)->depth >= depth; i++)
    {
      int index = index_at (line, i);

      if (heading_at (line, i)->depth != depth)
        continue;
      if (depth == 0 && is_none (heading_at (line, i)))
        family->none = index;
      else
        g_array_append_val (family->parts, index);
    }
  return family;
}

static GPtrArray *
list_families (const Builder *builder, gboolean along_rows)
{
  Line line = { builder, along_rows, -1 };
  GPtrArray *families = g_ptr_array_new_with_free_func (family_free);

  g_ptr_array_add (families, family_below (&line, G_MAXUINT));
  for (guint i = 0; i < n_headings (&line); i++)
    {
      Family *family = family_below (&line, i);

      if (family->parts->len > 0)
        g_ptr_array_add (families, family);
      else
        family_free (family);
    }
  return families;
}

static void
tie_line (const Line *line, GPtrArray *families)
{
  for (guint f = 0; f < families->len; f++)
    tie (line, g_ptr_array_index (families, f));
}

static void
append_cell (GArray *terms, const Builder *builder, int row, int column, int factor)
{
  EarTerm term = { add_cell (builder, EAR_MEASURE_VOICES, row, column), factor };

  g_array_append_val (terms, term);
}

/* What is outside a part: in the whole, not in the part, and, unless the part is that, not without a heading. */
static guint
list_outside (const Family *family, int part, int *indices)
{
  indices[0] = family->whole;
  indices[1] = part;
  indices[2] = family->none;
  return family->none < 0 || part == family->none ? 2 : 3;
}

/* How many voices are in both wholes and in neither part. */
static void
add_rectangle (const Builder *builder, const Family *rows, int row, const Family *columns, int column)
{
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (EarTerm));
  static const int signs[] = { 1, -1, -1 };
  int of_rows[3], of_columns[3];
  guint n_rows = list_outside (rows, row, of_rows), n_columns = list_outside (columns, column, of_columns);

  for (guint r = 0; r < n_rows; r++)
    {
      for (guint c = 0; c < n_columns; c++)
        append_cell (terms, builder, of_rows[r], of_columns[c], signs[r] * signs[c]);
    }
  ear_protect_add_relation (builder->protect, EAR_RELATION_AT_LEAST, (EarTerm *) (gpointer) terms->data, terms->len);
}

/* The parts, and those without one as the last of them. */
static guint
n_parts (const Family *family)
{
  return family->parts->len + (family->none >= 0);
}

static int
part_at (const Family *family, guint n)
{
  return n < family->parts->len ? g_array_index (family->parts, int, n) : family->none;
}

/* Of the voices of a whole that are not in one of its parts, those in the wholes on the other side are in a part there,
 * too, or in none. @across: the rows are the side that is looked at. */
static void
add_outside (const Builder *builder, const Family *side, const Family *other, int part, gboolean across)
{
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (EarTerm));
  int outside[3];
  guint n_outside = list_outside (side, part, outside);

  if (other->has_rest)
    return;
  for (guint p = 0; p <= n_parts (other); p++)
    {
      int of_other = p == 0 ? other->whole : part_at (other, p - 1);

      for (guint i = 0; i < n_outside; i++)
        append_cell (terms, builder, across ? outside[i] : of_other, across ? of_other : outside[i],
                     (i == 0) == (p == 0) ? -1 : 1);
    }
  ear_protect_add_relation (builder->protect, EAR_RELATION_AT_LEAST, (EarTerm *) (gpointer) terms->data, terms->len);
}

/* Whoever is in several parts on one side and in several on the other is counted that often: all cells together are not
 * fewer than that takes. */
static void
add_twice (const Builder *builder, const Family *rows, const Family *columns)
{
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (EarTerm));

  if (rows->has_rest || columns->has_rest)
    return;
  for (guint p = 0; p <= n_parts (rows); p++)
    {
      for (guint q = 0; q <= n_parts (columns); q++)
        append_cell (terms, builder, p == 0 ? rows->whole : part_at (rows, p - 1),
                     q == 0 ? columns->whole : part_at (columns, q - 1), (p == 0) == (q == 0) ? 1 : -1);
    }
  ear_protect_add_relation (builder->protect, EAR_RELATION_AT_LEAST, (EarTerm *) (gpointer) terms->data, terms->len);
}

/* What a whole has beside its parts, where those part it: the whole less the parts. It is a row like others, though nobody
 * is shown it, and what holds of rows holds of it. @across: it is a row. */
static void
append_rest (GArray *terms, const Builder *builder, const Family *family, int other, gboolean across, int factor)
{
  append_cell (terms, builder, across ? family->whole : other, across ? other : family->whole, factor);
  for (guint p = 0; p < family->parts->len; p++)
    {
      int part = g_array_index (family->parts, int, p);

      append_cell (terms, builder, across ? part : other, across ? other : part, -factor);
    }
}

static void
tie_rest (const Builder *builder, const Family *family, const Family *other, gboolean across)
{
  g_autoptr (GArray) several = g_array_new (FALSE, FALSE, sizeof (EarTerm));

  for (guint q = 0; q < n_parts (other); q++)
    {
      g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (EarTerm));
      int outside[3];
      guint n_outside = list_outside (other, part_at (other, q), outside);

      for (guint i = 0; i < n_outside; i++)
        append_rest (terms, builder, family, outside[i], across, i == 0 ? 1 : -1);
      ear_protect_add_relation (builder->protect, EAR_RELATION_AT_LEAST, (EarTerm *) (gpointer) terms->data, terms->len);
      append_rest (several, builder, family, part_at (other, q), across, 1);
    }
  append_rest (several, builder, family, other->whole, across, -1);
  if (!other->has_rest)
    ear_protect_add_relation (builder->protect, EAR_RELATION_AT_LEAST, (EarTerm *) (gpointer) several->data, several->len);
}

static void
tie_rests (const Builder *builder, GPtrArray *separate, GPtrArray *overlapping, gboolean across)
{
  for (guint f = 0; f < separate->len; f++)
    {
      const Family *family = g_ptr_array_index (separate, f);

      for (guint o = 0; family->has_rest && o < overlapping->len; o++)
        tie_rest (builder, family, g_ptr_array_index (overlapping, o), across);
    }
}

/* Where both sides overlap, a cell tells of the voices that are in neither, too: 12 carers and 11 who spoke of waiting are
 * at least three carers who did so, if there are 20 voices. */
static void
tie_overlaps (const Builder *builder, GPtrArray *rows, GPtrArray *columns)
{
  for (guint r = 0; r < rows->len; r++)
    {
      const Family *of_rows = g_ptr_array_index (rows, r);

      for (guint c = 0; c < columns->len; c++)
        {
          const Family *of_columns = g_ptr_array_index (columns, c);

          add_twice (builder, of_rows, of_columns);
          for (guint p = 0; p < n_parts (of_rows); p++)
            {
              add_outside (builder, of_rows, of_columns, part_at (of_rows, p), TRUE);
              for (guint q = 0; q < n_parts (of_columns); q++)
                add_rectangle (builder, of_rows, part_at (of_rows, p), of_columns, part_at (of_columns, q));
            }
          for (guint q = 0; q < n_parts (of_columns); q++)
            add_outside (builder, of_columns, of_rows, part_at (of_columns, q), FALSE);
        }
    }
}

/* A session is in one part on the other side or in several. In how many beside the first is not more for what it has in a part of
 * this side than for what it has in the whole: of 15 sessions on waiting 11 said that it works and 6 that it does not, so that 2 said
 * both; no more than 2 said both of waiting long. */
static void
add_repeats (const Builder *builder, const Family *side, int part, const Family *other, gboolean across)
{
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (EarTerm));

  for (guint p = 0; p <= n_parts (other); p++)
    {
      int of_other = p == 0 ? other->whole : part_at (other, p - 1);

      for (guint i = 0; i < 2; i++)
        {
          int of_side = i == 0 ? side->whole : part;
          EarTerm term = { add_cell (builder, EAR_MEASURE_SESSIONS, across ? of_side : of_other, across ? of_other : of_side),
                           (i == 0) == (p == 0) ? -1 : 1 };

          g_array_append_val (terms, term);
        }
    }
  ear_protect_add_relation (builder->protect, EAR_RELATION_AT_LEAST, (EarTerm *) (gpointer) terms->data, terms->len);
}

static void
tie_repeats (const Builder *builder, GPtrArray *sides, GPtrArray *others, gboolean across)
{
  for (guint s = 0; s < sides->len; s++)
    {
      const Family *side = g_ptr_array_index (sides, s);

      for (guint o = 0; o < others->len; o++)
        {
          const Family *other = g_ptr_array_index (others, o);

          for (guint p = 0; !other->has_rest && p < n_parts (side); p++)
            add_repeats (builder, side, part_at (side, p), other, across);
        }
    }
}

static void
tie_sides (const Builder *builder, GPtrArray *rows, GPtrArray *columns)
{
  gboolean rows_part = parts_voices (&(Line) { builder, TRUE, -1 }), columns_part = parts_voices (&(Line) { builder, FALSE, -1 });

  if (!rows_part && !columns_part)
    tie_overlaps (builder, rows, columns);
  else if (rows_part && !columns_part)
    tie_rests (builder, rows, columns, TRUE);
  else if (columns_part && !rows_part)
    tie_rests (builder, columns, rows, FALSE);
  tie_repeats (builder, rows, columns, TRUE);
  tie_repeats (builder, columns, rows, FALSE);
}

static void
builder_init (Builder *builder, EarProtect *protect, const EarTable *table, EarPeriod period, const char *scope,
              guint max_column_depth)
{
  *builder = (Builder) { protect, table, scope, { ear_protect_dimension_id (table->row_dimension, period), "none" }, 0, NULL };
  if (table->columns == NULL)
    return;
  builder->dimensions[1] = ear_protect_dimension_id (table->column_dimension, period);
  builder->columns = g_new0 (guint, MAX (table->columns->len, 1));
  for (guint c = 0; c < table->columns->len; c++)
    {
      if (((EarHeading *) g_ptr_array_index (table->columns, c))->depth <= max_column_depth)
        builder->columns[builder->n_columns++] = c;
    }
}

/**
 * ear_protect_add_table:
 * @period: how long the periods are, where one dimension is the period
 * @scope: (nullable): what all voices of the table have in common, such as "group=…" of a table about one group
 * @max_column_depth: columns deeper in their tree are not shown; EAR_PROTECT_ALL_COLUMNS
 */
void
ear_protect_add_table (EarProtect *protect, const EarTable *table, EarPeriod period, const char *scope, guint max_column_depth)
{
  Builder builder;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) columns = NULL;

  builder_init (&builder, protect, table, period, scope, max_column_depth);
  for (int row = -1; row < (int) table->rows->len; row++)
    {
      add_counts (&builder, row, -1);
      for (guint c = 0; c < builder.n_columns; c++)
        add_counts (&builder, row, (int) builder.columns[c]);
    }
  rows = list_families (&builder, TRUE);
  tie_line (&(Line) { &builder, TRUE, -1 }, rows);
  if (table->columns != NULL)
    {
      columns = list_families (&builder, FALSE);
      for (int row = -1; row < (int) table->rows->len; row++)
        tie_line (&(Line) { &builder, FALSE, row }, columns);
      for (guint c = 0; c < builder.n_columns; c++)
        tie_line (&(Line) { &builder, TRUE, (int) builder.columns[c] }, rows);
      tie_sides (&builder, rows, columns);
    }
  g_free (builder.columns);
}

/**
 * ear_protect_get_table:
 * @row: -1: all rows
 * @column: -1: all columns
 *
 * Returns: what may be shown of a cell of a table that was added with the same arguments.
 */
EarShown
ear_protect_get_table (const EarProtect *protect, const EarTable *table, EarPeriod period, const char *scope,
                       EarMeasure measure, int row, int column)
{
  const char *dimensions[] = { ear_protect_dimension_id (table->row_dimension, period),
                               ear_protect_dimension_id (table->column_dimension, period) };
  g_autofree char *id = name_cell (table, dimensions, scope, measure, row, column);

  return ear_protect_get (protect, id);
}
