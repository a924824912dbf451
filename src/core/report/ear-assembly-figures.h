/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which tables of an Assembly may be named, and which of its figures may be shown: what the record of the meeting is made
 * with. Internal to the room. */
#pragma once

#include "ear-assembly-list.h"
#include "ear-protect.h"

G_BEGIN_DECLS

typedef struct
{
  const EarAssembly *assembly;
  EarPreset preset;
  EarProtect *protect;
  EarAudit *audit;
} EarAssemblyFigures;

EarAssemblyFigures *ear_assembly_figures (const EarAssembly *assembly, const EarPreset *preset, GCancellable *cancellable,
                                          GError **error);
void ear_assembly_figures_free (EarAssemblyFigures *figures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarAssemblyFigures, ear_assembly_figures_free)

#define EAR_FIGURES_SUM EAR_SUPPORT_N_NUMBERS /* as a number: all that were counted by the method */

/* A row of a table of support. */
typedef enum
{
  EAR_FIGURES_TABLE,    /* one that may be named */
  EAR_FIGURES_SMALLER,  /* all others together */
  EAR_FIGURES_ALL,
  EAR_FIGURES_ROOM,     /* the whole room, where no table was counted */
} EarFiguresRow;

gboolean ear_figures_may_name (const EarAssemblyFigures *figures, const EarAssemblyTable *table);
gboolean ear_figures_has_row (const EarAssemblyFigures *figures, guint item, const char *method, EarFiguresRow row, guint table);
EarShown ear_figures_support (const EarAssemblyFigures *figures, guint item, const char *method, EarFiguresRow row, guint table,
                              guint number);
EarShown ear_figures_people (const EarAssemblyFigures *figures, guint table);

G_END_DECLS
