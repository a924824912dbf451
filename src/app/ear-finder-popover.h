/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few letters and Enter choose one of many: a theme, a group, a permission. */
#pragma once

#include <gtk/gtk.h>

#include "ear-insight.h"

G_BEGIN_DECLS

#define EAR_TYPE_FINDER_POPOVER (ear_finder_popover_get_type ())
G_DECLARE_FINAL_TYPE (EarFinderPopover, ear_finder_popover, EAR, FINDER_POPOVER, GtkPopover)

/* @row: what was chosen; NULL where @typed is to be made. */
typedef void (*EarFinderChosen) (const EarTreeRow *row, const char *typed, gpointer data);

GtkWidget *ear_finder_popover_new (void);
void ear_finder_popover_ask (EarFinderPopover *popover, GtkWidget *at, const char *title, GPtrArray *rows, gboolean can_make,
                             EarFinderChosen chosen, gpointer data);

/* (element-type EarTreeRow) (nullable elements) @rows: those that are offered now. @data is that of the question. */
typedef void (*EarFinderShown) (GPtrArray *rows, gpointer data);
void ear_finder_popover_replace (EarFinderPopover *popover, GPtrArray *old, GPtrArray *rows);
void ear_finder_popover_watch (EarFinderPopover *popover, EarFinderShown shown);
void ear_finder_popover_set_note (EarFinderPopover *popover, const EarTreeRow *row, const char *note);

G_END_DECLS
