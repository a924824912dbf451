/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small numbers. Everything that is published goes through here: figures as counted go in, figures as they may be shown
 * come out, and nobody who puts all of them together (rows, columns, totals, subtrees, the other tables of the report, the
 * editions before it) can tell a hidden one more closely than its preset promises.
 *
 *   g_autoptr (EarProtect) protect = ear_protect_new (preset);
 *   ear_protect_add_table (protect, table, NULL, EAR_PROTECT_ALL_COLUMNS);   all tables of the edition, first …
 *   ear_protect_run (protect, cancellable, &error);                          … then once
 *   g_autofree char *id = ear_protect_id (EAR_MEASURE_VOICES, dimension, heading, dimension, heading, NULL);
 *   EarShown shown = ear_protect_get (protect, id);                          for tables, charts, sentences, CSV
 *
 * A cell is known by its id, so that the same figure in two tables is one cell and is shown in the same way. What is no
 * EarTable is added with ear_protect_add_cell() and tied to other cells with ear_protect_add_parts() and
 * ear_protect_add_relation(): a relation that a reader can know and that is left out here is a way round the protection.
 * What is computed from shown figures alone (shares, differences, orders, bars) tells nothing new; so compute only from
 * EarShown, never from the counts.
 *
 * What is hidden: cells in the preset's hidden range, then as few others as can be found (secondary suppression). How it
 * is known to be enough: for each cell that must not be known, two whole sets of figures are found, by mending or by linear
 * programming (GLPK), in whole numbers, that agree with all that is shown, one in which the cell is at most the lowest and one in
 * which it is at least the highest of the hidden range. They are checked once more by plain arithmetic. Whoever knows only
 * what is shown can rule neither out. Figures are on the thread that made them; nothing here reads a workbook. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

/* ear-preset.c */
typedef struct
{
  const char *name;    /* "nhs", "friends-and-family", "research", "midpoint-6", "internal" */
  guint hide_to;       /* 1 to this is hidden; 0: nothing is */
  gboolean hide_zero;  /* so is 0 */
  guint round_to;      /* the others are rounded to the nearest multiple of this; 0: shown as counted */
  guint midpoint;      /* figures stand for a band this wide and are shown as its middle; 0: no. Not with round_to */
  gboolean sum_totals; /* a total of which all parts are shown is the sum of what is shown */
} EarPreset;

extern const EarPreset ear_presets[]; /* the last one has no name */

gboolean ear_preset_parse (const char *text, EarPreset *preset, GError **error);
char *ear_preset_to_string (const EarPreset *preset);
const char *ear_preset_label (const EarPreset *preset);  /* translated */
char *ear_preset_describe (const EarPreset *preset);     /* a translated sentence for the method note */
gboolean ear_preset_is_internal (const EarPreset *preset);

/* How a figure stands in a document. */
typedef struct
{
  gboolean hidden;
  gboolean rounded; /* it stands for several */
  guint value;      /* where it is not hidden */
} EarShown;

#define EAR_SHOWN_MARK "✱"      /* of a hidden figure, for people */
#define EAR_SHOWN_CODE "[c]"    /* the same in CSV: "confidential", Government Analysis Function, Using symbols in tables (2022) */

char *ear_shown_text (EarShown shown);             /* "12", "✱" */
int ear_shown_percent (EarShown part, EarShown whole); /* a whole number; -1 where either is hidden or the whole is 0 */

/* ear-protect.c */
typedef struct _EarProtect EarProtect;

typedef enum
{
  EAR_MEASURE_VOICES,
  EAR_MEASURE_SESSIONS,
} EarMeasure;

typedef enum
{
  EAR_CELL_PLAIN = 0,
  EAR_CELL_IMPLIED = 1 << 0,   /* nobody is shown it, but it can be worked out: what a parent has beside its children */
  EAR_CELL_IMPORTANT = 1 << 1, /* to be hidden last, such as the number of all voices */
  EAR_CELL_FREE = 1 << 2,      /* no secret by itself: it only ties others together */
  EAR_CELL_ROW = 1 << 3,       /* not 0, hidden or not: it has a row of its own, and those of nobody are left out */
} EarCellFlags;

typedef enum
{
  EAR_RELATION_EQUAL,
  EAR_RELATION_AT_LEAST,
  EAR_RELATION_AT_MOST,
} EarRelationType;

typedef struct
{
  guint cell;
  int factor;
} EarTerm;

/* How the parts of a whole lie. */
typedef enum
{
  EAR_PARTS_SEPARATE, /* each voice in one: place, period, feeling */
  EAR_PARTS_OVERLAP,  /* a voice may be in several: theme, group, priority */
} EarParts;

#define EAR_PROTECT_NO_CELL G_MAXUINT
#define EAR_PROTECT_ALL_COLUMNS G_MAXUINT

EarProtect *ear_protect_new (const EarPreset *preset);
void ear_protect_free (EarProtect *protect);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarProtect, ear_protect_free)
const EarPreset *ear_protect_get_preset (const EarProtect *protect);

char *ear_protect_id (EarMeasure measure, ...) G_GNUC_NULL_TERMINATED; /* by turns a dimension's and a heading's name */
char *ear_protect_heading_id (const EarHeading *heading);
const char *ear_protect_dimension_id (EarDimension dimension, EarPeriod period);

guint ear_protect_add_cell (EarProtect *protect, const char *id, const char *label, guint value, EarCellFlags flags);
guint ear_protect_find (const EarProtect *protect, const char *id);
void ear_protect_add_relation (EarProtect *protect, EarRelationType type, const EarTerm *terms, guint n_terms);
void ear_protect_add_parts (EarProtect *protect, EarParts parts, guint whole, const guint *cells, guint n_cells, guint rest,
                            gboolean rest_apart);

/* ear-protect-tables.c: the cells of a table by one dimension or two, with all their margins. @scope: (nullable) what all
 * its voices have in common, as "dimension=heading", so that its ids are not those of the whole workbook's. */
void ear_protect_add_table (EarProtect *protect, const EarTable *table, EarPeriod period, const char *scope,
                            guint max_column_depth);
EarShown ear_protect_get_table (const EarProtect *protect, const EarTable *table, EarPeriod period, const char *scope,
                                EarMeasure measure, int row, int column); /* -1: the margin */

/* ear-protect-suppress.c */
typedef void (*EarProtectProgress) (double fraction, gpointer data);
void ear_protect_watch (EarProtect *protect, EarProtectProgress progress, gpointer data);
gboolean ear_protect_run (EarProtect *protect, GCancellable *cancellable, GError **error);
EarShown ear_protect_get (const EarProtect *protect, const char *id);
EarShown ear_protect_get_cell (const EarProtect *protect, guint cell);

/* ear-protect-audit.c: what the last page says. */
typedef struct
{
  guint cells;     /* figures of this edition */
  guint hidden;    /* of them */
  guint primary;   /* of those, since they are small themselves */
  guint guarded;   /* figures that must not be known, implied ones and those of earlier editions too */
  guint witnesses; /* sets of figures that were found and checked */
  guint relations;
  guint editions;  /* earlier ones that were looked at together with it */
  guint by_difference; /* hidden since a difference from an earlier edition would say too much */
  GPtrArray *exposed;  /* (element-type utf8) cells that cannot be protected any more, with the reason */
  GPtrArray *differences; /* (element-type utf8) labels of the cells of @by_difference, and of which edition */
} EarAudit;

EarAudit *ear_protect_audit (EarProtect *protect, GCancellable *cancellable, GError **error);
gboolean ear_protect_range (EarProtect *protect, guint cell, gint64 *least, gint64 *most); /* -1: no upper end */
void ear_audit_free (EarAudit *audit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarAudit, ear_audit_free)

G_END_DECLS
