/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real workbooks on clocks that disagree, on which a program (ear-program.h) is run: edits through the store, exchange
 * through bundle files. Beside them the oracle (ear-oracle.h) says what each should hold. */
#pragma once

#include "ear-oracle.h"
#include "ear-program.h"
#include "ear-store.h"

G_BEGIN_DECLS

/* Blank workbooks, one a laptop, that every program begins with copies of; and where the files are, in memory if the
 * system has such a place. Call once, first. */
void ear_laptops_init (void);
void ear_laptops_finish (void);

typedef struct _EarLaptops EarLaptops;

EarLaptops *ear_laptops_new (guint n_laptops);
void ear_laptops_free (EarLaptops *laptops);

/* Each returns what does not hold any more, (nullable) (transfer full). */
char *ear_laptops_do (EarLaptops *laptops, const EarDeed *deed);
char *ear_laptops_run (EarLaptops *laptops, const EarProgram *program);
/* Everybody hears everybody until nothing changes, and then what must hold of all of them. */
char *ear_laptops_settle (EarLaptops *laptops, guint32 seed);
/* Closes the workbooks and looks under their encryption for words that were erased. */
char *ear_laptops_search (EarLaptops *laptops);

EarStore *ear_laptops_store (EarLaptops *laptops, guint laptop);
const char *ear_laptops_folder (EarLaptops *laptops);
/* A workbook that nobody has written in yet, closed with ear_store_close(). */
EarStore *ear_laptops_blank (EarLaptops *laptops, const char *name);

/* How much was done, to show that the programs do what they are for. */
typedef struct
{
  guint programs, edits, merges, parts, group_parts, conflicts, erased, cycles, permissions, heard;
} EarLaptopsTally;
extern EarLaptopsTally ear_laptops_tally;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarLaptops, ear_laptops_free)

G_END_DECLS
