/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that protect small numbers share. GLPK itself is seen by ear-protect-solve.c alone. */
#pragma once

#include "ear-protect.h"

G_BEGIN_DECLS

/* A cell of which nothing is known has no upper end. */
#define EAR_NO_END G_MAXINT64

/* What must not be known of a cell. */
typedef enum
{
  EAR_GUARD_NONE,
  EAR_GUARD_COVER,   /* it may be anything from need_low to need_high, as far as anybody can tell */
  EAR_GUARD_OUTSIDE, /* nobody is shown it; nobody must be able to tell that it is from need_low to need_high */
} EarGuard;

typedef struct _EarProtectCell EarProtectCell;

struct _EarProtectCell
{
  char *id, *label;
  guint index; /* in the cells of its EarProtect */
  gint64 value; /* as counted: with the others, one set of figures that agrees with all that is known */
  guint flags;
  guint edition; /* 0: this one; of an earlier one its number from 1 */
  guint differs; /* of an implied one that is the difference from an earlier edition: its number */
  guint shown;   /* what stands for it, unless it is hidden or summed */
  gint64 open_low, open_high; /* the values that are shown like that */
  gboolean hidden, primary, by_difference;
  gboolean summed;   /* shown as the sum of its parts, so that it tells nothing that they do not */
  GArray *sum_parts; /* (nullable) guint, cells */
  EarGuard guard;
  gint64 need_low, need_high;
  guint weight;
  GArray *relations; /* guint */
  EarProtectCell *voices;   /* (nullable) of a figure of sessions: of their voices. There is a session where a voice is seen */
  EarProtectCell *sessions; /* (nullable) of a figure of voices: the same the other way round */
};

typedef struct
{
  EarRelationType type;
  guint n_terms;
  EarTerm *terms;
  gint64 sum; /* as counted */
} EarRelation;

/* A set of figures that agrees with all that is known: where it is not as counted. */
typedef struct
{
  guint cell;
  gint64 value;
} EarDeviation;

typedef struct
{
  gatomicrefcount references;
  guint n;
  EarDeviation *deviations; /* by cell */
} EarWitness;

/* One end of what a guarded cell may be. */
typedef struct
{
  guint cell;
  gboolean upwards;
  gint64 bound;
  EarWitness *witness; /* (nullable) %NULL: as counted, or none */
  gboolean settled;
} EarCheck;

typedef struct _EarRepair EarRepair;

struct _EarProtect
{
  EarPreset preset;
  GPtrArray *cells;     /* EarProtectCell */
  GPtrArray *relations; /* EarRelation */
  GHashTable *by_id;    /* id → index + 1 */
  GHashTable *known_relations; /* utf8 */
  GArray *checks;       /* EarCheck, once it has run */
  GPtrArray *editions;  /* utf8: titles of earlier ones */
  GPtrArray *earlier;   /* EarEarlier (ear-edition-since.h); empty where there is no earlier one */
  GPtrArray *exposed;   /* utf8 */
  GPtrArray *differences; /* utf8 */
  EarRepair *repair;    /* (nullable): while it runs */
  EarProtectProgress progress; /* (nullable) */
  gpointer progress_data;
  gboolean has_run;
};

static inline EarProtectCell *
ear_protect_cell (const EarProtect *protect, guint cell)
{
  return (EarProtectCell *) g_ptr_array_index (protect->cells, cell);
}

/* ear-preset.c */
gboolean ear_preset_hides (const EarPreset *preset, guint value);
guint ear_preset_round (const EarPreset *preset, guint value);
void ear_preset_interval (const EarPreset *preset, guint shown, gint64 *low, gint64 *high);
void ear_preset_need (const EarPreset *preset, gint64 *low, gint64 *high);

/* ear-protect.c */
gboolean ear_protect_is_held (const EarProtectCell *cell);
gint64 ear_protect_floor (const EarProtectCell *cell);
void ear_protect_known (const EarProtectCell *cell, gint64 *low, gint64 *high);
gboolean ear_protect_may_hide (const EarProtectCell *cell);
gboolean ear_protect_guess (EarProtect *protect, guint cell, gint64 value);

/* ear-edition-since.c */
void ear_earlier_free (gpointer data);

/* ear-protect-repair.c */
EarRepair *ear_repair_new (EarProtect *protect);
void ear_repair_free (EarRepair *repair);
void ear_repair_forget (EarRepair *repair);
EarWitness *ear_repair_seek (EarRepair *repair, const EarCheck *check);

/* ear-protect-solve.c */
EarWitness *ear_protect_seek (EarProtect *protect, const EarCheck *check, gboolean may_hide, guint64 *cost);
void ear_protect_bounds (EarProtect *protect, guint cell, gint64 *least, gint64 *most);
gint64 ear_protect_least_unseen (EarProtect *protect, guint cell);
void ear_protect_done_solving (void);

/* ear-protect-witness.c */
EarWitness *ear_witness_new (GArray *deviations);
EarWitness *ear_witness_ref (EarWitness *witness);
void ear_witness_unref (EarWitness *witness);
gint64 ear_witness_get (const EarWitness *witness, const EarProtect *protect, guint cell);
gboolean ear_witness_holds (const EarProtect *protect, const EarWitness *witness);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarWitness, ear_witness_unref)

/* ear-protect-audit.c */
gboolean ear_protect_agrees (const EarProtect *protect, const EarWitness *witness);

G_END_DECLS
